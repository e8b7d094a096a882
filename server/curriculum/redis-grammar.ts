import type { LanguageRegistration } from 'shiki';

/** Lines of redis-cli as a TextMate grammar, which Shiki does not have: the command's name first, options in capitals, comments behind a #. */
export const redisGrammar: LanguageRegistration = {
  name: 'redis', scopeName: 'source.redis', repository: {},
  patterns: [
    { match: '^\\s*(#@)\\s*(\\S*)', captures: { 1: { name: 'keyword.control.redis' }, 2: { name: 'entity.name.function.redis' } } },
    { match: '^\\s*#.*$', name: 'comment.line.number-sign.redis' },
    { match: '^\\s*(\\d+\\s+)?([A-Za-z]+)', captures: { 1: { name: 'constant.numeric.redis' }, 2: { name: 'keyword.other.redis' } } },
    { match: '"(?:[^"\\\\]|\\\\.)*"?', name: 'string.quoted.double.redis' },
    { match: "'(?:[^'\\\\]|\\\\.)*'?", name: 'string.quoted.single.redis' },
    { match: '(?<=\\s)[A-Z]{2,}(?!\\S)', name: 'entity.name.function.redis' },
    { match: '(?<=\\s)[-+]?\\d+(?:\\.\\d+)?(?!\\S)', name: 'constant.numeric.redis' },
    { match: '[^\\s"\']+', name: 'variable.other.redis' },
  ],
};

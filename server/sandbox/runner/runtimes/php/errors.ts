import type { ProgramError } from '../../../../contract/observation.ts';
import type { Report } from './inside/inside.ts';

/** A Throwable as tests.php writes it down. */
export interface Thrown { name: string; message: string; file?: string; line?: number; trace?: string }

export const MAIN = '/app/main.php';
const HARNESS = '/internal/';
const STACK_FRAMES = 20;

/** https://www.php.net/manual/en/errorfunc.constants.php */
export const E_PARSE = 4;
export const E_COMPILE_ERROR = 64;

/** What a learner reads of something thrown in a call: its own words, and only their own frames. */
export function describe({ name, message, file = '', line, trace = '' }: Thrown): ProgramError {
  const frames = ownFrames(trace);
  const at = file === MAIN ? line : lineOf(frames);
  const said = clearer(shortened(message));
  const place = file === MAIN || file === '' ? '' : file.startsWith(HARNESS) ? '' : ` (in ${shortened(file)}, line ${line})`;
  const stack = [`${name}: ${said}`, ...(file.startsWith(HARNESS) || line === undefined ? [] : [`    at ${shortened(file)}:${line}`]), ...frames.map((frame) => `    ${frame}`)];
  return { name, message: `${said}${place}`, ...(at ? { line: at } : {}), ...(stack.length > 1 ? { stack: stack.join('\n') } : {}) };
}

/** `Uncaught Name: message in file:line`, `Stack trace:`, frames, `  thrown`: how PHP reports what nobody caught. */
const UNCAUGHT = /^(?:Uncaught )?([\w\\]+(?:@anonymous)?)(?:\0\S*)?(?:: ([\s\S]*?))? in (\/[^\n]*?):(\d+)\nStack trace:\n([\s\S]*?)(?:\n {2}thrown)?$/;

/** The same of a fatal error of PHP. */
export function describeReport({ type, file, line, message }: Report): ProgramError {
  if (type === E_PARSE) return describe({ name: 'ParseError', message, file, line });
  if (!message.startsWith('Uncaught ')) return describe({ name: 'Fatal error', message, file, line });
  const last = message.split('\n\nNext ').at(-1)!; // the chain of causes comes first
  const [, name, said = '', , , trace = ''] = UNCAUGHT.exec(last) ?? [];
  return describe(name === undefined ? { name: 'Error', message: message.replace(/^Uncaught /, '').replace(/\n {2}thrown$/, ''), file, line } : { name, message: said, file, line, trace });
}

/** The sentence PHP ends with when `memory_limit` is reached, or its memory cannot grow. */
export function isOutOfMemory(report: Report | undefined): boolean {
  return report !== undefined && /^(?:Allowed memory size of \d+ bytes exhausted|Out of memory)/.test(report.message);
}

/** Frames within the learner's files: `main.php(5): g(3)`. */
function ownFrames(trace: string): string[] {
  const frames: string[] = [];
  for (const text of trace.split('\n')) {
    const frame = /^#\d+ (.*)$/.exec(text)?.[1];
    if (frame === undefined || frame.startsWith(HARNESS) || frame === '{main}') continue;
    if (frame.includes('ReflectionFunction->invokeArgs(')) break;
    frames.push(`at ${shortened(frame).replace(/^\[internal function\]: /, '')}`);
    if (frames.length === STACK_FRAMES) break;
  }
  return frames;
}

function lineOf(frames: string[]): number | undefined {
  const found = frames.map((frame) => /^at main\.php\((\d+)\)/.exec(frame)?.[1]).find((line) => line !== undefined);
  return found === undefined ? undefined : Number(found);
}

/** Files as the learner knows them. */
export function shortened(text: string): string {
  return text.replaceAll('/app/', '');
}

const NO_NETWORK = 'Programs here have no network.';
const NO_PROCESSES = 'Programs here cannot start other programs.';
const UNAVAILABLE: [pattern: RegExp, why: string][] = [
  [/^(?:curl_|fsockopen|pfsockopen|stream_socket_|socket_|gethostby|dns_|checkdnsrr|getmxrr|ftp_)/, NO_NETWORK],
  [/^(?:exec|shell_exec|system|passthru|popen|pclose|proc_|pcntl_)/, NO_PROCESSES],
  [/^mail$/, 'Programs here cannot send mail.'],
  [/^(?:dl|opcache_)/, 'PHP here has the extensions it has.'],
  [/^(?:intl|collator|numfmt|datefmt|msgfmt|grapheme|idn|transliterator|locale|normalizer)_/, 'The intl extension is not available here; mbstring (mb_…) is.'],
  [/^(?:mysqli?_|pg_)/, 'The database here is SQLite: use new PDO(\'sqlite:/tmp/app.db\').'],
];
const UNAVAILABLE_CLASSES: Record<string, string> = {
  FFI: 'PHP here cannot load other libraries.',
  NumberFormatter: 'The intl extension is not available here.', Collator: 'The intl extension is not available here.',
  IntlDateFormatter: 'The intl extension is not available here.', MessageFormatter: 'The intl extension is not available here.',
  mysqli: 'The database here is SQLite: use new PDO(\'sqlite:/tmp/app.db\').',
  Redis: NO_NETWORK, Memcached: NO_NETWORK,
};

/** Says what is available, where PHP's own words only say what is not. */
function clearer(message: string): string {
  const name = /^Call to undefined function (?:[\w\\]*\\)?(\w+)\(\)$/.exec(message)?.[1];
  const why = name === undefined ? undefined : UNAVAILABLE.find(([pattern]) => pattern.test(name))?.[1];
  if (why) return `${message}. ${why}`;
  const missing = /^Class "([\w\\]+)" not found$/.exec(message)?.[1];
  const instead = missing === undefined ? undefined : UNAVAILABLE_CLASSES[missing];
  if (instead) return `${message}. ${instead}`;
  if (message === 'could not find driver') return `${message}. The database here is SQLite: use new PDO('sqlite:/tmp/app.db').`;
  return message;
}

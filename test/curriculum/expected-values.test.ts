import { describe, expect, it } from 'vitest';
import { isMap } from 'yaml';
import { readExpected, readExpectedJson, readExpectedStatus, readExpectedText, readJsonText, readValue } from '../../server/curriculum/expected-values.ts';
import type { CurriculumProblem } from '../../server/curriculum/problem.ts';
import { YamlSource } from '../../server/curriculum/yaml-source.ts';
import { marked } from './small-curriculum.ts';

/** Reads what stands under `value:` with one of the readers; problems come along. */
function reading<Read>(yaml: string, read: (source: YamlSource, node: ReturnType<YamlSource['valueOf']>) => Read): { read: Read; problems: CurriculumProblem[] } {
  const problems: CurriculumProblem[] = [];
  const source = new YamlSource(yaml, { file: 'x.md', firstLine: 1 }, problems);
  const map = source.root('the test');
  return { read: read(source, map && source.valueOf(map, 'value')), problems };
}

const value = (yaml: string) => reading(`value: ${yaml}`, readValue);
const expected = (yaml: string) => reading(`value: ${yaml}`, readExpected);
const object = (...entries: [string, unknown][]) => ({ $: 'object', entries });

describe('a value', () => {
  it.each([
    ['null', null], ['~', null], ['true', true], ['12', 12], ['-0.5', -0.5], ['text', 'text'], ['"12"', '12'], ['yes', 'yes'], ['2026-01-01', '2026-01-01'],
    ['.nan', { $: 'number', value: 'NaN' }], ['.inf', { $: 'number', value: 'Infinity' }], ['-.inf', { $: 'number', value: '-Infinity' }],
    ['-0.0', { $: 'number', value: '-0' }], ['-0', { $: 'number', value: '-0' }], ['0', 0], ['1e3', 1000], ['9007199254740991', 9007199254740991],
    ['!undefined', { $: 'undefined' }], ['[!undefined , 1]', [{ $: 'undefined' }, 1]],
    ['!bigint 12', { $: 'bigint', value: '12' }], ['!bigint -12345678901234567890', { $: 'bigint', value: '-12345678901234567890' }],
    ['!date 2026-01-01T00:00:00Z', { $: 'date', value: '2026-01-01T00:00:00.000Z' }], ['!date 2026-01-01T01:00:00+01:00', { $: 'date', value: '2026-01-01T00:00:00.000Z' }],
    ['!date 2026-01-01', { $: 'date', value: '2026-01-01T00:00:00.000Z' }],
    ['!set [1, a]', { $: 'set', items: [1, 'a'] }], ['!set []', { $: 'set', items: [] }],
    ['!map { a: 1 }', { $: 'map', entries: [['a', 1]] }], ['!map { 1: one }', { $: 'map', entries: [[1, 'one']] }], ['!map [[1, one], [[2], two]]', { $: 'map', entries: [[1, 'one'], [[2], 'two']] }],
    ['{ b: 1, a: { c: [] } }', object(['b', 1], ['a', object(['c', []])])],
    ['{ __proto__: 1, 2: x, a }', object(['__proto__', 1], ['2', 'x'], ['a', null])],
    ['{ matches: x }', object(['matches', 'x'])],
    ['&a [1, *b]\nother: &b 2', undefined],
  ])('%s', (yaml, wanted) => {
    const { read, problems } = value(yaml);
    expect(read).toEqual(wanted);
    expect(problems).toHaveLength(wanted === undefined ? 1 : 0);
  });

  it('follows anchors', () => {
    expect(reading('base: &b { a: 1 }\nvalue: [*b, *b]', readValue)).toEqual({ read: [object(['a', 1]), object(['a', 1])], problems: [] });
  });
});

describe('an expected value', () => {
  it.each([
    ['{ matches: "^\\\\d+$" }', { $: 'matches', pattern: '^\\d+$' }],
    ['{ matches: "[\\\\-]" }', { $: 'matches', pattern: '[\\-]' }],
    ['{ contains: [1] }', { $: 'contains', value: [1] }],
    ['{ contains: { a: { type: integer } } }', { $: 'contains', value: object(['a', { $: 'type', type: 'integer' }]) }],
    ['{ oneOf: [200, 204] }', { $: 'oneOf', values: [200, 204] }],
    ['{ anyOrder: [a, b] }', { $: 'anyOrder', values: ['a', 'b'] }], ['{ anyOrder: [] }', { $: 'anyOrder', values: [] }],
    ['{ type: null }', { $: 'type', type: 'null' }],
    ['[{ type: string }, { type: string, size: 2 }]', [{ $: 'type', type: 'string' }, object(['type', 'string'], ['size', 2])]],
    ['{ equals: { type: string } }', object(['type', 'string'])],
    ['{ equals: { type: { matches: x } } }', object(['type', object(['matches', 'x'])])],
    ['{ equals: { equals: 1 } }', object(['equals', 1])],
    ['{ time: 12 }', object(['time', 12])], ['{ one: true }', object(['one', true])], ['{ equals: { matchs: x } }', object(['matchs', 'x'])],
    ['{ matchs: x, size: 2 }', object(['matchs', 'x'], ['size', 2])],
    ['!set [{ type: date }]', { $: 'set', items: [{ $: 'type', type: 'date' }] }],
  ])('%s', (yaml, wanted) => {
    expect(expected(yaml)).toEqual({ read: wanted, problems: [] });
  });
});

describe('a value that cannot be read is one problem at its place:', () => {
  it.each([
    ['value: [1, ⟦12345678901234567890]', /too large for a number to hold exactly/, /!bigint/],
    ['value: !bigint ⟦1.5', /`!bigint` needs a whole number/, /!bigint 12/],
    ['value: !date ⟦tomorrow', /needs an ISO 8601 date/, /2026-01-01T00:00:00Z/],
    ['value: !date ⟦2026-01-01T00:00:00', /with its zone/, /Z/],
    ['value:⟦', /nothing stands here/, /`null` or `!undefined`/],
    ['value: !set ⟦{ a: 1 }', /`!set` needs a list/, /!set \[1, 2\]/],
    ['value: !map ⟦[1, 2]', /`!map` needs a mapping or a list of pairs/, /!map/],
    ['value: !undefined ⟦1', /`!undefined` stands alone/, /nothing after/],
    ['value: { ⟦[1]: 2 }', /key of an object is a text/, /!map/],
    ['value: { matches: ⟦"(" }', /not a regular expression/, /brackets/],
    ['value: { matches: ⟦12 }', /needs a regular expression in quotes/, /matches/],
    ['value: { oneOf: ⟦[] }', /`oneOf` needs a list of at least one/, /equals/],
    ['value: { ⟦matchs: "^4" }', /`matchs` is not a matcher/, /did you mean `matches`\?.*equals: \{ matchs: … \}/],
    ['value: [{ id: { ⟦tpye: integer } }]', /`tpye` is not a matcher/, /did you mean `type`/],
    ['value: { ⟦anyorder: [1] }', /`anyorder` is not a matcher/, /did you mean `anyOrder`/],
    ['value: { type: ⟦integr }', /`integr` is not a type/, /did you mean `integer`.*equals/],
  ])('%s', (yaml, what, remedy) => {
    const { text, line, column } = marked(yaml);
    const { read, problems } = reading(text, readExpected);
    expect(read).toBeUndefined();
    expect(problems).toEqual([{ file: 'x.md', line, column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) }]);
  });

  it('an unknown tag, named already when the YAML is opened', () => {
    const { problems } = reading('value: !bigit 1', readExpected);
    expect(problems).toEqual([{ file: 'x.md', line: 1, column: 8, what: '`!bigit` is not a tag', remedy: 'did you mean `!bigint`?' }]);
  });

  it('a value that contains itself', () => {
    const { read, problems } = reading('value: &a [*a]', readExpected);
    expect(read).toBeUndefined();
    expect(problems).toEqual([expect.objectContaining({ what: 'this value is too deep or too large', line: 1 })]);
  });
});

describe('JSON', () => {
  it('becomes the text of a body, keys in the order written', () => {
    expect(reading('value: { title: "SQL", n: [1, 2.5, true, null], __proto__: { a: "ü" } }', readJsonText).read).toBe('{"title":"SQL","n":[1,2.5,true,null],"__proto__":{"a":"ü"}}');
  });

  it.each(['.nan', '!undefined', '!bigint 1', '{ a: [!set [1]] }'])('cannot hold %s', (yaml) => {
    for (const reader of [readJsonText, readExpectedJson]) {
      expect(reading(`value: ${yaml}`, reader)).toMatchObject({ read: undefined, problems: [{ what: expect.stringMatching(/^JSON cannot hold/) }] });
    }
  });

  it('may be expected through matchers', () => {
    expect(reading('value: { id: { type: integer } }', readExpectedJson).read).toEqual(object(['id', { $: 'type', type: 'integer' }]));
  });
});

describe('an expected text', () => {
  it.each([['12', '12'], ['1.50', '1.50'], ['true', 'true'], ['""', ''], ['{ contains: a }', { $: 'contains', value: 'a' }]])('%s', (yaml, wanted) => {
    expect(reading(`value: ${yaml}`, readExpectedText)).toEqual({ read: wanted, problems: [] });
  });

  it.each([['', /is empty/], ['[a]', /not a list/], ['{ a: 1 }', /not a map/]])('is not %s', (yaml, what) => {
    expect(reading(`value: ${yaml}`, readExpectedText)).toMatchObject({ read: undefined, problems: [{ what: expect.stringMatching(what) }] });
  });

  it.each([['{ ⟦contain: x }', 'did you mean `contains`?'], ['{ ⟦colour: red }', expect.stringMatching(/^use one of `matches`/)], ['⟦{ matches: a, contains: b }', expect.stringMatching(/one key/)]])('nor a misspelt matcher: %s', (yaml, remedy) => {
    const { text, column } = marked(`value: ${yaml}`);
    expect(reading(text, readExpectedText)).toEqual({ read: undefined, problems: [expect.objectContaining({ column, remedy })] });
  });
});

describe('an expected status that is a map', () => {
  it('is a matcher', () => {
    const status = (yaml: string) => reading(`value: ${yaml}`, (source, node) => (isMap(node) ? readExpectedStatus(source, node) : undefined));
    expect(status('{ matches: "^4" }')).toEqual({ read: { $: 'matches', pattern: '^4' }, problems: [] });
    expect(status('{ equals: 200 }')).toEqual({ read: 200, problems: [] });
    for (const wrong of ['{ matchs: "^4" }', '{ code: 200 }', '{ equals: { code: 200 } }', '{}']) expect(status(wrong)).toMatchObject({ read: undefined, problems: [{ what: expect.stringContaining('status') }] });
    expect(status('{ matchs: "^4" }').problems).toMatchObject([{ remedy: 'did you mean `matches`?' }]);
  });
});

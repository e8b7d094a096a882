import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tests } from '../../server/contract/exercise.ts';
import { parseExerciseFile } from '../../server/curriculum/exercise-file.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';
import { changed, marked } from './small-curriculum.ts';
import { cheapExercise } from './small-shop.ts';

function queryTests(text: string): Extract<Tests, { kind: 'query' }> {
  const { part, problems } = parseExerciseFile('cheap.md', text);
  expect(problems.map(formatProblem)).toEqual([]);
  const tests = part!.exercise.tests;
  if (tests.kind !== 'query') throw new Error('These are no query tests.');
  return tests;
}

describe('`query` tests', () => {
  it('name a database of the track, and may add to it', () => {
    const { part } = parseExerciseFile('cheap.md', cheapExercise);
    expect(queryTests(cheapExercise)).toMatchObject({ schema: '', datasets: { more: "insert into products values ('Salt', 10);\n" }, cases: [{ dataset: 'small', ordered: true, named: false, hidden: false }, { dataset: 'more', hidden: true }] });
    expect(part!.used).toEqual({
      database: { name: 'shop', position: { file: 'cheap.md', line: 25, column: 8 } },
      datasets: [{ name: 'small', position: { file: 'cheap.md', line: 31, column: 14 } }, { name: 'more', position: { file: 'cheap.md', line: 34, column: 14 } }],
    });
  });

  it('may bring their own tables, and run without rows', () => {
    const own = changed(cheapExercise, 'query: shop\n', 'query:\nschema: create table products (name text, price numeric);\n').replace('    dataset: small\n', '');
    expect(queryTests(own)).toMatchObject({ schema: 'create table products (name text, price numeric);', cases: [{ dataset: '' }, { dataset: 'more' }] });
  });

  it('say what is probed, refused and planned', () => {
    const whole = changed(cheapExercise, '    dataset: small\n', '    dataset: small\n    named: true\n    probe: |\n      select name from products\n    refuses: [{ sql: "insert into products values (null)", sqlstate: \'23502\' }, { sql: x, sqlstate: 22P02 }]\n    plan: { uses: [products_price], noScanOf: [products] }\n');
    expect(queryTests(whole).cases[0]).toMatchObject({
      named: true, probe: 'select name from products', plan: { uses: ['products_price'], noScanOf: ['products'] },
      refuses: [{ statement: 'insert into products values (null)', code: '23502' }, { statement: 'x', code: '22P02' }],
    });
  });
});

// [what is wrong, the part replaced, by what with ⟦ where the problem points, what it says, how to mend it]
const broken: [string, string, string, RegExp, RegExp][] = [
  ['a database that is no name', 'query: shop', 'query: ⟦Shop.sql', /`query` does not name a database/, /query: shop/],
  ['a database that is a map', 'query: shop', 'query:\n  ⟦shop: small', /`query` does not name a database/, /folder in the track/],
  ['a misspelt key of the tests', 'datasets:', '⟦dataset:', /`dataset` is not a key of the tests/, /did you mean `datasets`/],
  ['datasets that are a list', 'datasets:\n  more: |\n    insert into products values (\'Salt\', 10);', 'datasets: ⟦[more]', /`datasets` are names/, /small: \|/],
  ['a dataset that is no SQL', 'more: |\n    insert into products values (\'Salt\', 10);', 'more: ⟦[1]', /the dataset `more` is no SQL/, /after `\|`/],
  ['a dataset that is no name', '  more: |', '  ⟦More 1: |', /`More 1` cannot be the name of a dataset/, /lower-case/],
  ['a misspelt key of a case', '    ordered: true\n  - name: knows', '    ⟦order: true\n  - name: knows', /`order` is not a key of a `query` case/, /did you mean `ordered`/],
  ['an order that is neither', '    ordered: true\n  - name: knows', '    ordered: ⟦yes\n  - name: knows', /`ordered` is `yes`/, /true when the order/],
  ['a dataset that cannot be', 'dataset: small', 'dataset: ⟦Small', /`dataset` is `Small`/, /name of a dataset/],
  ['a probe that is empty', 'dataset: small', "dataset: small\n    probe: ⟦''", /`probe` is/, /a query that shows/],
  ['refusals that are no list', 'dataset: small', 'dataset: small\n    refuses: ⟦23505', /`refuses` lists no statements/, /sqlstate: '23505'/],
  ['a refusal without its state', 'dataset: small', 'dataset: small\n    refuses: [⟦{ sql: x }]', /an entry of `refuses` has no `sqlstate`/, /in quotes/],
  ['a state that YAML takes for a number', 'dataset: small', 'dataset: small\n    refuses: [{ sql: x, sqlstate: ⟦23505 }]', /`sqlstate` is `23505`/, /in quotes, such as `'23505'`/],
  ['a misspelt key of a refusal', 'dataset: small', 'dataset: small\n    refuses: [{ sql: x, ⟦state: 23505, sqlstate: \'23505\' }]', /`state` is not a key of an entry of `refuses`/, /sqlstate/],
  ['a plan that says nothing', 'dataset: small', 'dataset: small\n    plan: ⟦{}', /`plan` says nothing/, /uses: \[an_index\]/],
  ['a misspelt key of a plan', 'dataset: small', 'dataset: small\n    plan: { uses: [a], ⟦noScan: [b] }', /`noScan` is not a key of `plan`/, /did you mean `noScanOf`/],
  ['a plan with a text for a list', 'dataset: small', 'dataset: small\n    plan: { uses: ⟦an_index }', /`uses` is `an_index`/, /list of indexes/],
];

describe('a broken exercise in SQL gives one problem, at its place, with a remedy:', () => {
  it.each(broken)('%s', (_, part, by, what, remedy) => {
    const at = marked(changed(cheapExercise, part, by));
    const { part: exercise, problems } = parseExerciseFile('cheap.md', at.text);
    expect(exercise).toBeUndefined();
    expect(problems).toEqual([{ file: 'cheap.md', line: at.line, column: at.column, what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) }]);
  });

  it('another language', () => {
    const text = marked(changed(cheapExercise, 'runtimes: [sql]', 'runtimes: ⟦[sql, python]'));
    expect(parseExerciseFile('cheap.md', text.text).problems).toContainEqual({ file: 'cheap.md', line: text.line, column: text.column, what: '`query` tests are for SQL, and this exercise lists `python`', remedy: 'write `runtimes: [sql]`' });
  });

  it('the keys of SQL in other tests', () => {
    const problems = parseExerciseFile('cheap.md', changed(cheapExercise, 'query: shop', 'program:')).problems.map(({ what }) => what);
    expect(problems).toContainEqual(expect.stringMatching(/`datasets` is not a key of the tests/));
  });

  it('SQL with another kind of tests', () => {
    const text = marked(cheapExercise.replace('runtimes: [sql]', 'runtimes: ⟦[sql]').replace(/query: shop[\s\S]*?```/, 'program:\ncases:\n  - name: a\n    stdout: x\n```'));
    expect(parseExerciseFile('cheap.md', text.text).problems).toEqual([{ file: 'cheap.md', line: text.line, column: text.column, what: 'SQL is tested with `query`, and these are `program` tests', remedy: expect.stringContaining('query:') }]);
  });
});

it('any text is an exercise in SQL or a list of problems', () => {
  const pieces = fc.constantFrom('query:', ' shop', '\nschema: |\n  x\n', 'datasets:\n', '  a: b\n', 'cases:\n', '  - name: a\n', '    dataset: small\n', '    refuses: [', '{ sql: x, sqlstate: "23505" }', ']', '    plan: ', '{ uses: [', '&a ', '*a', '\n', '    probe: ', 'null', '? ', '!set ');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')), (yaml) => {
    const { part, problems } = parseExerciseFile('cheap.md', cheapExercise.replace(/query: shop[\s\S]*?(?=```)/, () => `${yaml}\n`));
    expect(part === undefined).toBe(problems.length > 0);
  }), { numRuns: 300 });
}, 60_000);

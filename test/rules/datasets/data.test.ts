import { describe, expect, it } from 'vitest';
import type { Exercise, QueryCase, Tests } from '../../../server/contract/exercise.ts';
import { contentOf, visibleData } from '../../../server/datasets/data.ts';

const position = { file: 'x.md', line: 1, column: 1 };
const queryCase = (dataset: string, hidden = false): QueryCase => ({ name: dataset, hidden, position, dataset, ordered: false, named: false });
const datasets = { small: 'insert small;', ties: 'insert ties;', secret: 'insert secret;' };
const query = (cases: QueryCase[], more: Partial<Extract<Tests, { kind: 'query' }>> = {}): Pick<Exercise, 'tests'> => ({ tests: { kind: 'query', runtime: 'sql', schema: 'create table a ();', datasets, cases, ...more } });
const names = (exercise: Pick<Exercise, 'tests'>) => visibleData(exercise).map(({ runtime, name, rows }) => `${runtime} ${name}: ${rows}`);

describe('the data that a learner may see', () => {
  it('is what visible tests run on, in their order and each once', () => {
    expect(names(query([queryCase('ties'), queryCase('small'), queryCase('ties'), queryCase('secret', true)]))).toEqual(['sql ties: insert ties;', 'sql small: insert small;']);
  });

  it('is the tables alone where no visible test has rows', () => {
    expect(names(query([queryCase(''), queryCase('secret', true)]))).toEqual(['sql : ']);
  });

  it('is nothing where the learner makes the tables', () => {
    expect(names(query([queryCase('')], { schema: ' \n' }))).toEqual([]);
    expect(visibleData({ tests: { kind: 'call', function: 'f', cases: [] } })).toEqual([]);
  });

  it('is that of documents and keys, too, and the databases that a program imports', () => {
    expect(names(query([queryCase('small')], { runtime: 'documents', schema: '' }))).toEqual(['documents small: insert small;']);
    const program = (dataset: string, hidden: boolean) => ({ name: dataset, hidden, position, stdin: '', argv: [], exitCode: 0, data: { dataset } });
    const data = { sql: { schema: 'create table a ();', datasets }, redis: { schema: '', datasets: { small: 'SET a 1' } } };
    expect(names({ tests: { kind: 'program', data, cases: [program('small', false), program('secret', true)] } })).toEqual(['sql small: insert small;', 'keyvalue small: SET a 1']);
  });

  it('is the same when it holds the same, wherever the tables end and the rows begin', () => {
    const whole = contentOf({ runtime: 'sql', schema: 'create table a ();\ninsert small;', rows: '' });
    expect(contentOf({ runtime: 'sql', schema: 'create table a ();', rows: 'insert small;' })).toBe(whole);
    expect(contentOf({ runtime: 'documents', schema: 'create table a ();', rows: 'insert small;' })).not.toBe(whole);
    expect(contentOf({ runtime: 'sql', schema: 'create table a ();', rows: 'insert ties;' })).not.toBe(whole);
  });
});

import { createHash } from 'node:crypto';
import type { Exercise, Tests } from '../contract/exercise.ts';
import type { QueryRuntime } from '../contract/runtimes.ts';

/** A database in the language of its runtime: what makes its tables, and what fills them. `name` is the dataset's, empty without rows. */
export interface Data { runtime: QueryRuntime; name: string; schema: string; rows: string }

interface Store { schema: string; datasets: Record<string, string> }

/**
 * The databases that an exercise's visible tests run on, in the order of the tests; what only hidden ones run on is not among them.
 * The tables alone where no visible test has rows. Empty when the exercise is about no database, or leaves everything in it to the learner.
 */
export function visibleData({ tests }: Pick<Exercise, 'tests'>): Data[] {
  const names = [...new Set(visibleDatasets(tests))];
  return storesOf(tests).flatMap(({ runtime, schema, datasets }) => {
    const known = names.filter((name) => Object.hasOwn(datasets, name));
    return (known.length === 0 ? [''] : known).map((name) => ({ runtime, name, schema, rows: name === '' ? '' : datasets[name] ?? '' }))
      .filter((data) => data.schema.trim() !== '' || data.rows.trim() !== '');
  });
}

function visibleDatasets(tests: Tests): string[] {
  const datasets = tests.kind === 'query'
    ? tests.cases.map(({ hidden, dataset }) => (hidden ? '' : dataset))
    : tests.cases.map(({ hidden, data }) => (hidden ? '' : data?.dataset ?? ''));
  return datasets.filter((name) => name !== '');
}

function storesOf(tests: Tests): (Store & { runtime: QueryRuntime })[] {
  if (tests.kind === 'query') return [tests];
  return [...(tests.data?.sql ? [{ runtime: 'sql' as const, ...tests.data.sql }] : []), ...(tests.data?.redis ? [{ runtime: 'keyvalue' as const, ...tests.data.redis }] : [])];
}

/** What makes the whole of it, in one text. */
export function setupOf({ schema, rows }: Pick<Data, 'schema' | 'rows'>): string {
  return [schema, rows].filter((part) => part.trim() !== '').join('\n');
}

/** The same for two databases that hold the same, whatever they are called and wherever their schema ends. */
export function contentOf(data: Omit<Data, 'name'>): string {
  return createHash('sha256').update(`${data.runtime}\0${setupOf(data)}`).digest('base64url');
}

import type { Runtime } from '../contract/runtimes.ts';

/** The runtimes whose programs may have databases, so far. */
const WITH_DATABASE: readonly Runtime[] = ['javascript', 'typescript'];

export function mayHaveDatabase(runtime: Runtime): boolean {
  return WITH_DATABASE.includes(runtime);
}

/** In which language a track's data is for code of this runtime: a program's database is one of SQL. */
export function runtimeOfData(runtime: Runtime): Runtime {
  return mayHaveDatabase(runtime) ? 'sql' : runtime;
}

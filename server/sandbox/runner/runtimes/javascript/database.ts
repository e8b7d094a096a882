import type { DataObserved, ProgramError, QueryError, ResultSet } from '../../../../contract/observation.ts';
import { IsolateStopped } from '../../isolate.ts';
import type { ProgramEnd } from '../sql/inside/inside.ts';
import type { Reply, Statement } from '../sql/inside/program.ts';
import type { Instance } from '../sql/instance.ts';

const MB = 1024 * 1024;
/** What the Postgres of a program may have: the default of an exercise in SQL (contract/limits.ts). */
export const DATABASE_MB = 192;
/** What a probe may answer: as much as what an exercise in SQL may. */
const PROBE_BYTES = MB;
/** What the library sends by itself, or what learners write in its place: no work for a database. By what Postgres calls it, and by how it begins. */
const KEEPS_ORDER = new Set(['BEGIN', 'START TRANSACTION', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE']);
const TO_KEEP_ORDER = /^\s*(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release)\b/i;

const ENDED: Reply = { results: [], error: { S: 'FATAL', V: 'FATAL', C: '57P01', M: 'Postgres has ended, so nothing can be asked of it any more.' }, notices: [], status: 'I' };

/** The Postgres of a run's program: one for all cases, each of which finds it as it was made. */
export class Database {
  readonly #take: () => Promise<Instance>;
  /** Bytes that one answer may have. */
  readonly #room: number;
  #instance: Instance | undefined;
  /** It is as it was made, or can be put back there. */
  #usable = true;
  #untouched = true;
  #queries = 0;

  /** `memoryMb` is what the program itself may have, and so the answers it can hold. */
  constructor(take: () => Promise<Instance>, memoryMb: number) {
    this.#take = take;
    this.#room = (memoryMb * MB) / 2; // a text becomes at least twice as much in objects
  }

  /** Makes tables and rows of a case; why that could not be done. Throws IsolateStopped. */
  async open(setup: string, timeMs: number): Promise<ProgramError | undefined> {
    const instance = await this.#fresh();
    this.#queries = 0;
    this.#untouched = false;
    const { done, stop, error } = await this.#ask<QueryError | undefined>(instance, 'open', [JSON.stringify({ setup, memoryMb: DATABASE_MB })], timeMs);
    const failure = stop ? { name: 'Error', message: 'it takes too much memory' } : error ?? done;
    return failure && { name: failure.name, message: `The data of this exercise cannot be set up: ${failure.message}` };
  }

  async #fresh(): Promise<Instance> {
    if (this.#instance && (this.#untouched || (this.#usable && this.#instance.harness.call('rewind') === true))) return this.#instance;
    this.#instance?.dispose();
    this.#instance = await this.#take();
    this.#usable = true;
    this.#untouched = true;
    return this.#instance;
  }

  /** The answer to a statement, as a Reply in JSON. Throws IsolateStopped. */
  async execute({ sql, parameters }: Statement, timeMs: number): Promise<string> {
    if (!this.#instance || !this.#usable) return JSON.stringify(ENDED);
    const { done, stop, error } = await this.#ask<Reply>(this.#instance, 'execute', [JSON.stringify({ sql, ...(parameters ? { parameters } : {}) }), this.#room], timeMs);
    if (stop) throw new IsolateStopped('memory', undefined);
    this.#queries += done?.results.filter(({ command }) => !KEEPS_ORDER.has(command)).length ?? 0;
    if ((error ?? done?.error) && !TO_KEEP_ORDER.test(sql)) this.#queries += 1;
    return JSON.stringify(error ? { ...ENDED, error: { V: error.name, C: error.code, M: error.message, ...(error.hint ? { H: error.hint } : {}) } } : done);
  }

  /** How the program has used it, and what `probe` finds now. Throws IsolateStopped. */
  async observe(probe: string | undefined, timeMs: number): Promise<DataObserved> {
    const queries = this.#queries;
    if (probe === undefined) return { queries };
    if (!this.#instance || !this.#usable) return { queries, probe: gone };
    const { done, stop, error } = await this.#ask<ResultSet | QueryError>(this.#instance, 'probe', [probe, PROBE_BYTES], timeMs);
    return { queries, probe: done ?? error ?? (stop ? { ...gone, message: 'There is more in the database than can be looked at.' } : gone) };
  }

  dispose(): void {
    this.#instance?.dispose();
    this.#instance = undefined;
  }

  async #ask<What>(instance: Instance, work: 'open' | 'execute' | 'probe', args: (string | number)[], timeMs: number): Promise<ProgramEnd<What>> {
    const end = JSON.parse(String(await instance.harness.run(work, args, timeMs))) as ProgramEnd<What>;
    if (end.broken) this.#usable = false;
    return end;
  }
}

const gone: QueryError = { name: 'FATAL', message: 'Postgres had ended before.', code: '57P01' };

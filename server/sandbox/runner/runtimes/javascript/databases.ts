import type { DataInput } from '../../../../contract/exercise.ts';
import type { DataObserved, ProgramError } from '../../../../contract/observation.ts';
import type { RunnerRequest } from '../../../messages.ts';
import { IsolateStopped } from '../../isolate.ts';
import type { Instance as Store } from '../keyvalue/run.ts';
import type { Instance as Postgres } from '../sql/instance.ts';
import { Database, DATABASE_MB } from './database.ts';
import { NOT_UNDERSTOOD, readQuestion } from './question.ts';
import { ProgramRedis, STORE_MB } from './store.ts';

/** How long an exercise's own data may take to be set up, before the program's time begins. */
const SETUP_MS = 5_000;

/** Where databases come from: each that is given belongs to who took it. `prepareRedis` makes the next one ahead. */
export interface Sources { postgres(): Promise<Postgres>; redis(memoryMb: number): Store; prepareRedis(): Promise<void> }

function dataOf({ inputs }: Pick<RunnerRequest, 'inputs'>): (DataInput | undefined)[] {
  return inputs.map((input) => (input.kind === 'query' ? undefined : input.data));
}

export function hasRedis(request: Pick<RunnerRequest, 'inputs'>): boolean {
  return dataOf(request).some((one) => one?.redis !== undefined);
}

/** What the databases of a run may have, in MB, beside its program. */
export function memoryBeside(request: Pick<RunnerRequest, 'inputs'>): number {
  return (dataOf(request).some((one) => one?.sql !== undefined) ? DATABASE_MB : 0) + (hasRedis(request) ? STORE_MB : 0);
}

/** The databases of a run, with the data of one case after the other in them. */
export class Databases {
  readonly #data: (DataInput | undefined)[];
  readonly #sql: Database | undefined;
  readonly #redis: ProgramRedis | undefined;
  /** Whose stack is the place in the program that asked last. */
  place: Error | undefined;

  /** Undefined when no case has data. */
  static of(request: RunnerRequest, sources: Sources): Databases | undefined {
    const data = dataOf(request);
    return data.some((one) => one !== undefined) ? new Databases(data, request, sources) : undefined;
  }

  private constructor(data: (DataInput | undefined)[], { limits }: RunnerRequest, sources: Sources) {
    this.#data = data;
    this.#sql = data.some((one) => one?.sql !== undefined) ? new Database(() => sources.postgres(), limits.memoryMb) : undefined;
    this.#redis = data.some((one) => one?.redis !== undefined) ? new ProgramRedis((memoryMb) => sources.redis(memoryMb)) : undefined;
  }

  /** Puts the data of a case there; why that could not be done. */
  async open(index: number, timeMs = SETUP_MS): Promise<ProgramError | undefined> {
    const { sql, redis } = this.#data[index] ?? {};
    try {
      return (sql === undefined ? undefined : await this.#sql?.open(sql, timeMs)) ?? (redis === undefined ? undefined : await this.#redis?.open(redis, timeMs));
    } catch (error) {
      if (!(error instanceof IsolateStopped) || timeMs < SETUP_MS) throw error;
      return { name: 'Error', message: 'The data of this exercise takes too long, or too much memory, to set up.' };
    }
  }

  /** Answers a request of the program before the deadline (performance.now()). Throws IsolateStopped, with the place in the program. */
  async answer(text: string, deadline: number): Promise<string> {
    const question = readQuestion(text);
    this.place = Object.assign(new Error('the last request'), { stack: question?.stack ?? '' });
    try {
      const timeMs = Math.ceil(deadline - performance.now());
      if (timeMs <= 0) throw new IsolateStopped('time', undefined);
      if (question?.to === 'sql' && this.#sql) return await this.#sql.execute(question, timeMs);
      if (question?.to === 'redis' && this.#redis) return await this.#redis.execute(question, timeMs);
      return NOT_UNDERSTOOD;
    } catch (error) {
      throw error instanceof IsolateStopped ? new IsolateStopped(error.reason, this.place) : error;
    }
  }

  /** What became of the SQL database in a case; undefined when it has none. */
  async observe(index: number, timeMs: number): Promise<DataObserved | undefined> {
    const { sql, probe } = this.#data[index] ?? {};
    return sql === undefined ? undefined : this.#sql?.observe(probe, timeMs);
  }

  dispose(): void {
    this.#sql?.dispose();
    this.#redis?.dispose();
  }
}

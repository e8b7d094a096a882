import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema.ts';
import { unavailable } from './unavailable.ts';

// A pool of connections that never makes anybody wait for long.
//
//   answering ──a query unanswered for ANSWER_MS──▶ silent: its connections are dropped, every query is refused at once,
//       ▲                                              │     and once in PROBE_MS one is tried
//       └───────────────── a probe is answered ────────┘
//
// A database that refuses connections needs none of this: its queries fail by themselves. One that takes them and says
// nothing (a stopped process, a cut network, a full disk) would otherwise hold every page up.

const CONNECTIONS = 10;
/** Postgres itself gives a statement up before the connection counts as dead. */
const STATEMENT_MS = 4_000;
const ANSWER_MS = 5_000;
const PROBE_MS = 500;
const PROBE_ANSWER_MS = 1_000;

export type Queries = PostgresJsDatabase<typeof schema>;

/** Hears of every query: how long it took, and whether it was answered. */
export type OnQuery = (outcome: 'answered' | 'failed', ms: number) => void;

/** What Drizzle uses of a query. */
interface Timed extends PromiseLike<unknown> { values(): Timed }

export class Connections {
  readonly #url: string;
  #sql: postgres.Sql;
  #queries: Queries;
  #silent = false;
  #closed = false;
  #onQuery: OnQuery = () => undefined;

  constructor(url: string) {
    this.#url = url;
    this.#sql = this.#connect();
    this.#queries = this.#queriesOver(this.#sql);
  }

  /** For one use: after the database was silent it is another one. */
  get queries(): Queries {
    return this.#queries;
  }

  watch(onQuery: OnQuery): void {
    this.#onQuery = onQuery;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#sql.end({ timeout: this.#silent ? 0 : 1 });
  }

  #connect(): postgres.Sql {
    return postgres(this.#url, {
      max: CONNECTIONS,
      onnotice: () => undefined,
      connect_timeout: 3, // seconds, until the first query can be sent
      idle_timeout: 60,
      backoff: () => 0.1, // seconds; the default grows to 20, and learners would wait that long after a restart
      fetch_types: false,
      connection: { application_name: 'groundwork', statement_timeout: STATEMENT_MS },
    });
  }

  /** Drizzle sends everything through `unsafe`, so that is where the clock stands. */
  #queriesOver(sql: postgres.Sql): Queries {
    const timed = (pending: Timed): Timed => new Proxy(pending, {
      get: (target, key) => {
        // A query of postgres.js is sent when somebody waits for it.
        if (key === 'then') return (...then: Parameters<Promise<unknown>['then']>) => this.#answerTo(sql, target).then(...then);
        if (key === 'values') return () => timed(target.values());
        return Reflect.get(target, key, target) as unknown;
      },
    });
    const unsafe = (...query: Parameters<postgres.Sql['unsafe']>) => timed(sql.unsafe(...query) as unknown as Timed);
    return drizzle(new Proxy(sql, { get: (target, key) => (key === 'unsafe' ? unsafe : Reflect.get(target, key) as unknown) }), { schema });
  }

  async #answerTo<Rows>(sql: postgres.Sql, pending: PromiseLike<Rows>): Promise<Rows> {
    if (this.#silent) throw unavailable();
    const began = performance.now();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      this.#fallSilent(sql);
      late.reject(unavailable());
    }, ANSWER_MS);
    let outcome: Parameters<OnQuery>[0] = 'failed';
    try {
      const rows = await Promise.race([pending, late.promise]);
      outcome = 'answered';
      return rows;
    } finally {
      clearTimeout(timer);
      this.#onQuery(outcome, performance.now() - began);
    }
  }

  #fallSilent(sql: postgres.Sql): void {
    if (this.#silent || this.#closed || sql !== this.#sql) return;
    this.#silent = true;
    void this.#probeUntilAnswered();
  }

  async #probeUntilAnswered(): Promise<void> {
    while (!this.#closed) {
      void this.#sql.end({ timeout: 0 }).catch(() => undefined); // what waits for an answer is told that there is none
      this.#sql = this.#connect();
      const answered = await Promise.race([
        this.#sql`select 1`.then(() => true, () => false),
        sleep(PROBE_ANSWER_MS, false, { ref: false }),
      ]);
      if (answered) {
        this.#queries = this.#queriesOver(this.#sql);
        this.#silent = false;
        return;
      }
      await sleep(PROBE_MS, undefined, { ref: false });
    }
    await this.#sql.end({ timeout: 0 }).catch(() => undefined);
  }
}

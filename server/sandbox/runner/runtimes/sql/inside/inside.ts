import './platform.ts';
import type { CaseInput } from '../../../../../contract/exercise.ts';
import type { QueryError } from '../../../../../contract/observation.ts';
import { LEARNER } from '../settings.ts';
import type { FileList } from './files.ts';
import { Machine } from './machine.ts';
import { errorOf, observe, type Answered } from './observe.ts';
import { executeForProgram, prepareProgram, probeAfterProgram, type Reply, type Statement } from './program.ts';
import { Session } from './session.ts';
import { Broken, Stop } from './stops.ts';

// The harness inside an isolate: one Postgres, and what the runner calls. Values cross as JSON texts.

/** How a case ended. `broken`: this Postgres cannot be used again. */
export interface CaseEnd { answered?: Answered; stop?: 'output' | 'memory'; error?: QueryError; broken: boolean; room: number }

const given = globalThis as unknown as Record<string, WebAssembly.Module> & { groundworkFiles: SharedArrayBuffer };
const MB = 1024 * 1024;
/** Memory, files, and files for what does not fit into memory: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const EXHAUSTED = new Set(['53200', '53100', '53400']);
/** The table of locks, which says nothing about memory. */
const LOCKS_FULL = 'out of shared memory';

let machine: Machine;
let session: Session;

/** Starts Postgres, and does once what every run does, so that its code is compiled and its caches are filled. `mostMb` is what its memory can ever grow to. */
async function boot(text: string): Promise<void> {
  const { files, mostMb, libraries } = JSON.parse(text) as { files: FileList; mostMb: number; libraries: Record<string, number> };
  const loaded = new Map(Object.entries(libraries).map(([name, bytes]) => [bytes, given[`groundwork_${name}`]!]));
  machine = await Machine.start({ postgres: given.groundworkPostgres!, libraries: loaded }, files, new Uint8Array(given.groundworkFiles), mostMb * MB);
  session = new Session(machine);
  session.learnTypes();
  for (const name of Object.keys(libraries)) session.run(`LOAD '$libdir/${name}'`);
  for (const sql of WARM_UP) {
    const { error } = session.run(sql);
    if (error) throw new Error(`${sql}: ${error.M}`);
  }
  session.run(`SET SESSION AUTHORIZATION ${LEARNER}`);
  machine.keep();
  for (let count = 0; count < REHEARSALS; count += 1) {
    observe(session, REHEARSAL, 'SELECT one.id, count(*) FROM pieces AS one JOIN wholes ON whole = wholes.id GROUP BY one.id ORDER BY 2, 1; SELECT * FROM wholes WHERE name IS NULL', REHEARSAL_BYTES);
    if (!machine.rewind()) throw new Error('Postgres cannot be put back to its beginning');
  }
}

const WARM_UP = [
  `BEGIN; SET LOCAL SESSION AUTHORIZATION ${LEARNER}`,
  `CREATE TABLE wholes (
    id integer PRIMARY KEY, name text NOT NULL UNIQUE, price numeric(8, 2) NOT NULL CHECK (price > 0), on_sale boolean DEFAULT true, day date, at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE pieces (
    id integer GENERATED ALWAYS AS IDENTITY, whole integer NOT NULL REFERENCES wholes ON DELETE CASCADE, name varchar(20), PRIMARY KEY (id, whole)
  );
  CREATE INDEX ON pieces (whole)`,
  "INSERT INTO wholes (id, name, price, day, at) VALUES (1, 'one', 1.50, '2026-01-31', '2026-01-31 12:00:00Z'), (2, 'two', 2, NULL, '2026-02-01 12:00+01')",
  "INSERT INTO wholes (id, name, price) SELECT n, 'name ' || n, n * 1.5 FROM generate_series(3, 50) AS n",
  "INSERT INTO pieces (whole, name) SELECT n, (array['a', 'b', 'c'])[1 + n % 3] FROM generate_series(1, 50) AS n",
  'SELECT wholes.name, count(*), sum(price) AS total, round(avg(price), 2), max(at) OVER () FROM wholes LEFT JOIN pieces ON whole = wholes.id WHERE wholes.name IS NOT NULL GROUP BY wholes.id ORDER BY total DESC, wholes.name LIMIT 5',
  'WITH few AS (SELECT DISTINCT whole FROM pieces WHERE whole < 10) SELECT * FROM wholes WHERE id IN (SELECT whole FROM few) AND NOT EXISTS (SELECT FROM pieces WHERE whole = wholes.id + 1) ORDER BY day NULLS LAST',
  'UPDATE wholes SET name = upper(name) WHERE id < 10 RETURNING id', 'DELETE FROM wholes WHERE id = 3',
  'ROLLBACK', 'DISCARD ALL',
];

/** A case as they come, run and put back before the first: what every run goes through is compiled then, and its memory there. */
const REHEARSAL: CaseInput & { kind: 'query' } = {
  kind: 'query',
  setup: `
    CREATE TABLE wholes (id integer PRIMARY KEY, name text UNIQUE, price numeric(8, 2) CHECK (price > 0), at timestamptz DEFAULT now());
    CREATE TABLE pieces (id serial PRIMARY KEY, whole integer NOT NULL REFERENCES wholes);
    INSERT INTO wholes (id, name, price) SELECT n, 'name ' || n, n * 1.5 FROM generate_series(1, 100) AS n;
    INSERT INTO pieces (whole) SELECT n FROM generate_series(1, 100) AS n;
  `,
  attempts: ['INSERT INTO pieces (whole) VALUES (0)'], explain: false,
};
const REHEARSAL_BYTES = 100_000;
/** The third time, most of what V8 learns from running code has been learnt. */
const REHEARSALS = 3;

/** Runs one case and says how it ended. */
function run(text: string): string {
  const { input, code, room, memoryMb } = JSON.parse(text) as { input: CaseInput & { kind: 'query' }; code: string; room: number; memoryMb: number };
  machine.limit(memoryMb * MB);
  machine.files.mostBytes = memoryMb * MB;
  let end: CaseEnd;
  try {
    const { answered, room: left } = observe(session, input, code, room);
    end = { answered, broken: false, room: left };
    if (isExhausted(answered.error)) end = { stop: 'memory', broken: false, room: left };
  } catch (error) {
    if (!(error instanceof Stop || error instanceof Broken)) throw error;
    end = error instanceof Stop ? { stop: error.reason, broken: true, room: 0 } : { error: failureOf(error), broken: true, room: session.room };
  }
  return JSON.stringify(end);
}

/** How a statement of a program ended; `broken` as in CaseEnd. */
export interface ProgramEnd<What> { done?: What; stop?: 'output' | 'memory'; error?: QueryError; broken: boolean }

/** Puts the database there that a program then works on: undefined when it could. */
function open(text: string): string {
  const { setup, memoryMb } = JSON.parse(text) as { setup: string; memoryMb: number };
  machine.limit(memoryMb * MB);
  machine.files.mostBytes = memoryMb * MB;
  return forProgram(() => prepareProgram(session, setup));
}

function execute(text: string, room: number): string {
  return forProgram((): Reply => executeForProgram(session, JSON.parse(text) as Statement, room));
}

function probe(sql: string, room: number): string {
  return forProgram(() => probeAfterProgram(session, sql, room));
}

function forProgram<What>(work: () => What): string {
  let end: ProgramEnd<What>;
  try {
    end = { done: work(), broken: false };
  } catch (error) {
    if (!(error instanceof Stop || error instanceof Broken)) throw error;
    end = error instanceof Stop ? { stop: error.reason, broken: true } : { error: failureOf(error), broken: true };
  }
  return JSON.stringify(end);
}

function isExhausted(error: QueryError | undefined): boolean {
  return error !== undefined && EXHAUSTED.has(error.code) && error.message !== LOCKS_FULL;
}

function failureOf({ reason, message }: Broken): QueryError {
  if (reason === 'recursion') return errorOf({ S: 'ERROR', C: '54001', M: 'stack depth limit exceeded', H: 'A function, a trigger or a view calls itself without end (infinite recursion?).' });
  return errorOf({ S: 'FATAL', C: '57P02', M: `Postgres itself ended here (${message}).` });
}

const harness = Object.freeze({ boot, run, open, execute, probe, rewind: () => machine.rewind(), memory: () => machine.memoryBytes });
(globalThis as unknown as { groundwork: unknown }).groundwork = harness;

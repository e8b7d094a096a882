import { sql as fragment } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { StartProblem } from '../errors.ts';
import { openCluster } from './cluster.ts';
import { reason } from './data-folder.ts';
import { migrate } from './migrate.ts';
import { own } from './ownership.ts';
import * as schema from './schema.ts';
import { isUnavailable } from './unavailable.ts';

export type Queries = PostgresJsDatabase<typeof schema>;

export interface Database {
  queries: Queries;
  /** Whether this server is the only one that uses the database, as with the embedded one. */
  exclusive: boolean;
  /** @throws whatever the driver throws when the database does not answer */
  ping(): Promise<void>;
  /** Ends the connections (and the embedded Postgres); queries under way get a second. */
  close(): Promise<void>;
  /** For an end at once: the embedded Postgres is told, and nothing is waited for. */
  abandon(): void;
}

const CONNECTIONS = 10;

/**
 * Opens the database of the settings: `databaseUrl`, else the embedded Postgres under `dataDir`; applies the migrations.
 * @throws StartProblem when it cannot be reached, or its folder is in use
 */
export async function openDatabase(settings: { databaseUrl?: string; dataDir: string }): Promise<Database> {
  if (settings.databaseUrl === undefined) return openEmbedded(settings.dataDir);
  const url = settings.databaseUrl;
  await migrate(url).catch((cause: unknown) => {
    throw new StartProblem(explain(cause, new URL(url)), { cause });
  });
  return connect(url, false);
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const cluster = await openCluster(dataDir);
  const release = await own(cluster.url, dataDir).catch((error: unknown) => {
    cluster.leave();
    throw error;
  });
  try {
    await migrate(cluster.url);
  } catch (error) {
    await release();
    await cluster.stop();
    throw error;
  }
  const database = connect(cluster.url, true);
  return {
    ...database,
    abandon: () => cluster.abandon(),
    close: async () => {
      await database.close();
      // Still the owner until Postgres is gone, so that no other server takes it for its own meanwhile.
      await cluster.stop();
      await release();
    },
  };
}

function connect(url: string, exclusive: boolean): Database {
  const sql = postgres(url, {
    max: CONNECTIONS,
    onnotice: () => undefined,
    connect_timeout: 3, // seconds; a page that only reads does not wait longer before it goes on without
    idle_timeout: 60,
    backoff: () => 0.1, // seconds; the default grows to 20, and learners would wait that long after a restart
    fetch_types: false,
    connection: { application_name: 'groundwork' },
  });
  const queries = drizzle(sql, { schema });
  return {
    queries,
    exclusive,
    ping: async () => { await queries.execute(fragment`select 1`); },
    close: () => sql.end({ timeout: 1 }),
    abandon: () => undefined,
  };
}

function explain(cause: unknown, url: URL): string {
  const place = `${url.hostname}:${url.port || 5432}`;
  let detail: unknown = cause;
  while (detail instanceof Error && detail.cause instanceof Error) detail = detail.cause;
  if (detail instanceof AggregateError) detail = detail.errors[0];
  const code = reason(detail);
  const message = detail instanceof Error ? detail.message : String(detail);
  if (code.startsWith('28')) return `The database at ${place} (DATABASE_URL) refuses the user or the password: ${message}.`;
  if (code === '3D000') return `The database ${url.pathname.slice(1)} does not exist at ${place} (DATABASE_URL); create it first.`;
  if (isUnavailable(cause)) return `The database at ${place} (DATABASE_URL) cannot be reached: ${code}.`;
  return `The database at ${place} (DATABASE_URL) cannot be brought up to date: ${message}.`;
}

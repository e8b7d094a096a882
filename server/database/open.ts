import { sql as fragment } from 'drizzle-orm';
import { StartProblem } from '../errors.ts';
import { openCluster } from './cluster.ts';
import { Connections, type OnQuery, type Queries } from './connections.ts';
import { reason } from './data-folder.ts';
import { migrate } from './migrate.ts';
import { own } from './ownership.ts';
import { isUnavailable } from './unavailable.ts';

export type { Queries };

export interface Database {
  /** Read it for each use: a database that had fallen silent is reached by others afterwards. Refused or unanswered queries are `isUnavailable`. */
  readonly queries: Queries;
  /** Whether this server is the only one that uses the database, as with the embedded one. */
  exclusive: boolean;
  /** @throws whatever the driver throws when the database does not answer */
  ping(): Promise<void>;
  /** Hears of every query from now on. */
  watch(onQuery: OnQuery): void;
  /** Ends the connections (and the embedded Postgres); queries under way get a second. */
  close(): Promise<void>;
  /** For an end at once: the embedded Postgres is told, and nothing is waited for. */
  abandon(): void;
}

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

/**
 * Connects and asks; changes nothing.
 * @throws StartProblem when the database cannot be reached
 */
export async function databaseVersion(url: string): Promise<string> {
  const database = connect(url, false);
  try {
    const [row] = await database.queries.execute<{ server_version: string }>(fragment`show server_version`);
    return row?.server_version ?? 'of an unknown version';
  } catch (cause) {
    throw new StartProblem(explain(cause, new URL(url)), { cause });
  } finally {
    await database.close();
  }
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
  return connect(cluster.url, true, {
    abandon: () => cluster.abandon(),
    close: async () => {
      // Still the owner until Postgres is gone, so that no other server takes it for its own meanwhile.
      await cluster.stop();
      await release();
    },
  });
}

function connect(url: string, exclusive: boolean, behind?: Pick<Database, 'abandon' | 'close'>): Database {
  const connections = new Connections(url);
  return {
    get queries() { return connections.queries; },
    exclusive,
    ping: async () => { await connections.queries.execute(fragment`select 1`); },
    watch: (onQuery) => { connections.watch(onQuery); },
    close: async () => {
      await connections.close();
      await behind?.close();
    },
    abandon: () => behind?.abandon(),
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

// How the Postgres of a run is configured, when its data is made and whenever it starts.

export const DATA = '/pglite/data';
export const DATABASE = 'postgres';
/** Who may do everything. */
export const OWNER = 'postgres';
/** Who owns the database, and writes the learner's statements: an ordinary role, so that permissions and row security mean something. */
export const LEARNER = 'learner';

/** Flags of initdb. Small pieces of log, so that little is written and kept. */
export const initFlags = ['--wal-segsize=1', '--no-sync'];

/** Small caches, no helpers beside the one process, nothing that only matters after a crash. */
const settings: Record<string, string> = {
  shared_buffers: '4MB', max_connections: '20', max_wal_senders: '0', max_replication_slots: '0', wal_level: 'minimal', wal_buffers: '256kB',
  max_wal_size: '8MB', min_wal_size: '2MB', fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', wal_init_zero: 'off', log_checkpoints: 'off',
  autovacuum: 'off', jit: 'off', max_worker_processes: '0', max_parallel_workers: '0', max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0', io_method: 'sync', exit_on_error: 'off', createrole_self_grant: 'set, inherit',
  log_min_messages: 'panic', temp_file_limit: '64MB',
};

/** What Postgres is started with; `--single` has to stand first. */
export const startFlags = ['--single', '-F', '-j', ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]), '-D', DATA, DATABASE];

/** What PGlite itself is started with, when the data is made. */
export const makeFlags = startFlags.slice(0, -3);

/** Run once, one after the other, over the data that every instance begins with. */
export const firstStatements = [
  `CREATE ROLE ${LEARNER} LOGIN CREATEDB CREATEROLE`,
  `ALTER DATABASE ${DATABASE} OWNER TO ${LEARNER}`,
  `ALTER SCHEMA public OWNER TO ${LEARNER}`,
  'VACUUM (FREEZE, ANALYZE)',
  'CHECKPOINT',
];

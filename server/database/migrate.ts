import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number that no other program locks in this database. */
export const MIGRATION_LOCK = 7_401_001;

/** Brings the database up to date. Several servers may do so at once: one works, the others wait and find nothing to do. */
export async function migrate(url: string): Promise<void> {
  // A connection of its own, because the lock belongs to the session.
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 5, connection: { application_name: 'groundwork migrations' } });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`;
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS });
  } finally {
    await sql.end({ timeout: 2 });
  }
}

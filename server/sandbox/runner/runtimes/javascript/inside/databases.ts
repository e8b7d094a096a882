import * as database from './database/module.ts';
import * as redis from './redis/module.ts';

/** What programs may import when their exercise has such a database. */
export const databaseModules: Record<string, object> = { database, redis };

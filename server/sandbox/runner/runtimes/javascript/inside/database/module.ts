import { PostgresError } from './errors.ts';
import { openSql } from './sql.ts';

/** What programs import from 'database'. */
export const sql = openSql();
export { PostgresError };
export default sql;

import { count } from './count.ts';
import type { ResultRows } from './result-rows.ts';

/** Statements of which the number of rows is what counts. */
const changes: Partial<Record<string, string>> = { INSERT: 'inserted', UPDATE: 'changed', DELETE: 'deleted', COPY: 'copied', MERGE: 'inserted, changed or deleted' };

const sentences: Partial<Record<string, string>> = {
  BEGIN: 'A transaction began.', 'START TRANSACTION': 'A transaction began.', COMMIT: 'The transaction was committed: its changes are kept.', ROLLBACK: 'The transaction was rolled back: nothing of it is kept.',
  SAVEPOINT: 'A savepoint was set.', RELEASE: 'The savepoint was released.', SET: 'The setting holds.', RESET: 'The setting is as it was.', ANALYZE: 'The statistics were gathered.', VACUUM: 'The tables were vacuumed.',
  'TRUNCATE TABLE': 'The table was emptied.', DO: 'The block ran.', CALL: 'The procedure ran.', LISTEN: 'Notifications of the channel arrive from now on.', NOTIFY: 'The channel was notified.',
  GRANT: 'The privilege was granted.', REVOKE: 'The privilege was revoked.', COMMENT: 'The comment was written.', PREPARE: 'The statement was prepared.', DEALLOCATE: 'The prepared statement was dropped.',
};

/** Whether something was there already (`IF NOT EXISTS`) is not told, so these hold either way. */
const outcomes: Partial<Record<string, string>> = { CREATE: 'exists now', DROP: 'is gone', ALTER: 'was changed', REFRESH: 'was refreshed' };

/** What a statement did, in a sentence, besides what it answered in rows; undefined for a query, whose rows are all of it. */
export function statementWords({ command = '', rowCount, columns }: ResultRows): string | undefined {
  const changed = changes[command];
  if (changed !== undefined) return rowCount === undefined ? undefined : `${count(rowCount, 'row')} ${changed}.`;
  if (columns.length > 0) return undefined;
  const sentence = sentences[command];
  if (sentence !== undefined) return sentence;
  const [, verb = '', object = ''] = /^(\w+) (.+)$/.exec(command) ?? [];
  if (outcomes[verb] !== undefined) return `The ${object.toLowerCase()} ${outcomes[verb]}.`;
  // CREATE TABLE AS and SELECT INTO call themselves SELECT, too.
  if (command === 'SELECT' && rowCount !== undefined) return `${count(rowCount, 'row')} stored in the new table.`;
  return command === '' ? 'Nothing to do.' : 'Done.';
}

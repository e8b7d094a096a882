import type { QueryError, ResultSet } from '../../../../../contract/observation.ts';
import { LEARNER, OWNER } from '../settings.ts';
import { emptyResult, errorOf, setUp } from './observe.ts';
import type { Session } from './session.ts';
import type { Fields, Parameter } from './wire.ts';

// What a program in another language asks of its database, one statement after the other.

/** A statement as a program sends it. Without `parameters` it may be several statements, as one message. */
export interface Statement { sql: string; parameters?: Parameter[] }

/** What came of it: the statements' results, `error` with Postgres's own letters for its parts, notices, and I, T or E for the transaction. */
export interface Reply {
  results: { columns: ResultSet['columns']; rows: ResultSet['rows']; rowCount: number; command: string; answersRows: boolean }[];
  error?: Fields;
  notices: Fields[];
  status: string;
}

/** Bytes that an exercise's own data may answer while it is set up. */
const SETUP_BYTES = 64 * 1024 * 1024;

/** Makes the tables and fills them; the error that stood in the way. */
export function prepareProgram(session: Session, setup: string): QueryError | undefined {
  session.room = SETUP_BYTES;
  session.asides = { notice() {}, notification() {} };
  const error = setup.trim() === '' ? undefined : setUp(session, setup);
  return error && errorOf(error);
}

/** Executes it; an answer of more than `room` bytes ends in a Stop. */
export function executeForProgram(session: Session, { sql, parameters }: Statement, room: number): Reply {
  const notices: Fields[] = [];
  session.room = room;
  session.asides = { notice: (fields) => void notices.push(fields), notification() {} };
  const { results, error } = parameters ? session.runWith(sql, parameters) : session.run(sql);
  if (session.status === 'I') session.nameTypes(results);
  return {
    results: results.map(({ result: { columns, rows, rowCount, command }, answersRows }) => ({ columns, rows, rowCount, command, answersRows })),
    ...(error ? { error } : {}), notices, status: session.status,
  };
}

/** What the database holds when the program is over, as somebody else would find it: what was not committed is not there. */
export function probeAfterProgram(session: Session, probe: string, room: number): ResultSet | QueryError {
  session.room = room;
  session.asides = { notice() {}, notification() {} };
  if (session.status !== 'I') session.run('ROLLBACK');
  session.run('DISCARD ALL');
  session.run(`SET SESSION AUTHORIZATION ${OWNER}`);
  const { results, error } = session.run(probe);
  if (session.status !== 'I') session.run('ROLLBACK');
  session.nameTypes(results);
  session.run(`SET SESSION AUTHORIZATION ${LEARNER}`);
  return error ? errorOf(error) : results.findLast(({ answersRows }) => answersRows)?.result ?? emptyResult();
}

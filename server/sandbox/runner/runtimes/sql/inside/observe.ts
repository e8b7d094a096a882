import type { CaseInput } from '../../../../../contract/exercise.ts';
import type { Observation, PlanNode, ResultSet, QueryError } from '../../../../../contract/observation.ts';
import { LEARNER, OWNER } from '../settings.ts';
import { tell } from './platform.ts';
import { explainable, indexOfCharacter, placeOf, splitStatements, type Statement } from './statements.ts';
import { printed } from './table.ts';
import type { Answer, Session } from './session.ts';
import type { Fields } from './wire.ts';

export type Answered = Omit<Extract<Observation, { ended: 'answered' }>, 'index' | 'stdout' | 'stderr' | 'durationMs'>;

/** Bytes that an exercise's own data may answer while it is set up; what it answers is not kept. */
const SETUP_BYTES = 64 * 1024 * 1024;
const CANNOT_BE_IN_TRANSACTION = '25001';
const OPEN_AT_THE_END = 'The transaction was still open at the end of your code, so nothing of it was kept. COMMIT ends one.';
/** The database's own catalogue is left out: it takes longer than all the rest. */
const THEIR_TABLES = "SELECT oid::regclass FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND oid >= 16384 AND pg_has_role(relowner, 'USAGE')";
const NOT_SQL = 'Words that begin with a backslash are commands of the program psql. Here only SQL runs; the catalogue answers the same questions: SELECT * FROM information_schema.tables.';

/** Runs one case: the exercise's data, then the learner's statements up to the first that fails, then what is asked about the result. */
export function observe(session: Session, input: CaseInput & { kind: 'query' }, code: string, room: number): { answered: Answered; room: number } {
  const answered: Answered = { ended: 'answered', results: [], notices: [], attempts: [] };
  session.room = SETUP_BYTES;
  session.asides = { notice() {}, notification() {} };
  const broken = setUp(session, input.setup);
  session.room = room;
  if (broken) {
    answered.error = { ...errorOf(broken), message: `The data of this exercise cannot be set up: ${broken.M}` };
    return { answered, room };
  }
  session.asides = {
    notice(fields) {
      answered.notices.push(`${fields.S}: ${fields.M}`);
      tell('stderr', aside(fields));
    },
    notification: (channel, payload) => tell('stdout', `Asynchronous notification "${channel}"${payload === '' ? '' : ` with payload "${payload}"`} received.\n`),
  };
  const statements = splitStatements(code);
  runCode(session, code, statements, answered);
  session.asides = { notice() {}, notification() {} };
  if (input.probe !== undefined || input.attempts.length > 0 || input.explain || statements.some(({ sql }) => explainable(sql)?.asked)) ask(session, input, statements, answered);
  return { answered, room: session.room };
}

/** Makes an exercise's tables and fills them. As one message, which is faster; statement by statement if one of them cannot stand in a transaction. */
export function setUp(session: Session, setup: string): Fields | undefined {
  let { error } = session.run(setup);
  if (error?.C === CANNOT_BE_IN_TRANSACTION) {
    error = undefined;
    for (const { sql, rows } of splitStatements(setup)) error ??= session.run(sql, rows).error;
  }
  if (session.status !== 'I') session.run(error ? 'ROLLBACK' : 'COMMIT');
  return error;
}

function runCode(session: Session, code: string, statements: Statement[], answered: Answered): void {
  const answers: Answer['results'] = [];
  for (const { sql, start, rows } of statements) {
    const { line } = placeOf(code, start);
    tell('line', String(line));
    const { results, error, copied } = session.run(sql, rows);
    answers.push(...results);
    if (copied !== '') tell('stdout', copied);
    for (const { result, answersRows, tag } of results) tell('stdout', printed(result, answersRows, tag));
    if (!error) continue;
    const place = error.P ? placeOf(code, start + indexOfCharacter(sql, Number(error.P))) : { line };
    answered.error = { ...errorOf(error), ...(sql.startsWith('\\') ? { hint: NOT_SQL } : {}), ...place };
    tell('stderr', aside(error, sql));
    break;
  }
  if (session.status !== 'I') {
    session.run('ROLLBACK');
    if (!answered.error) {
      answered.notices.push(`NOTICE: ${OPEN_AT_THE_END}`);
      tell('stderr', `NOTICE:  ${OPEN_AT_THE_END}\n`);
    }
  }
  session.nameTypes(answers);
  answered.results = answers.map(({ result }) => result);
}

/** What is asked afterwards finds the database as somebody else would: the learner's session, its settings and what only it can see are over. */
function ask(session: Session, { probe, attempts, explain }: CaseInput & { kind: 'query' }, statements: Statement[], answered: Answered): void {
  session.run('DISCARD ALL');
  session.run(`SET SESSION AUTHORIZATION ${LEARNER}`);
  const last = statements.map(({ sql }) => explainable(sql)).findLast((found) => found && (explain || found.asked));
  if (last) {
    const plan = planOf(session, last.sql);
    if (plan) answered.plan = plan;
  }
  answered.attempts = attempts.map((sql) => {
    session.run('BEGIN');
    const error = session.run(sql).error ?? session.run('SET CONSTRAINTS ALL IMMEDIATE').error;
    session.run('ROLLBACK');
    return error ? errorOf(error) : null;
  });
  if (probe === undefined) return;
  session.run(`SET SESSION AUTHORIZATION ${OWNER}`);
  const { results, error } = session.run(probe);
  if (session.status !== 'I') session.run('ROLLBACK');
  session.nameTypes(results);
  answered.probe = error ? errorOf(error) : results.findLast(({ answersRows }) => answersRows)?.result ?? emptyResult();
}

/** With fresh statistics, as a server that looks after itself would have them. Undone, whatever the query does. */
function planOf(session: Session, sql: string): PlanNode | undefined {
  const tables = session.run(THEIR_TABLES).results[0]?.result.rows.map(([name]) => name) ?? [];
  if (tables.length > 0) session.run(`ANALYZE ${tables.join(', ')}`);
  session.run('BEGIN');
  const { results, error } = session.run(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`);
  session.run('ROLLBACK');
  const text = results[0]?.result.rows[0]?.[0];
  return error || !text ? undefined : (JSON.parse(text) as [{ Plan: PlanNode }])[0].Plan;
}

export function emptyResult(): ResultSet {
  return { columns: [], rows: [], rowCount: 0, command: '', durationMs: 0 };
}

export function errorOf(fields: Fields): QueryError {
  return {
    name: fields.S ?? 'ERROR', message: fields.M ?? '', code: fields.C ?? 'XX000',
    ...(fields.D ? { detail: fields.D } : {}), ...(fields.H ? { hint: fields.H } : {}), ...(fields.W ? { stack: fields.W } : {}),
  };
}

/** An error or notice as psql writes it. */
function aside(fields: Fields, sql?: string): string {
  const lines = [`${fields.S}:  ${fields.M}`];
  if (sql !== undefined && fields.P) {
    const { line, column } = placeOf(sql, indexOfCharacter(sql, Number(fields.P)));
    const head = `LINE ${line}: `;
    lines.push(head + sql.split('\n')[line - 1]!, `${' '.repeat(head.length + column - 1)}^`);
  }
  if (fields.D) lines.push(`DETAIL:  ${fields.D}`);
  if (fields.H) lines.push(`HINT:  ${fields.H}`);
  if (fields.W && fields.S !== 'NOTICE') lines.push(`CONTEXT:  ${fields.W}`);
  return `${lines.join('\n')}\n`;
}

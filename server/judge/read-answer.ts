import type { DataObserved, Observation, PlanNode, ProgramError, ResultSet, QueryError } from '../contract/observation.ts';

// What came of SQL, as far as it is shaped as the contract says: it was written next to the learner's code.

type Answer = Pick<Extract<Observation, { ended: 'answered' }>, 'results' | 'error' | 'notices' | 'probe' | 'attempts' | 'plan'>;

/** More columns than Postgres answers. */
const MOST_COLUMNS = 2_000;

/** The parts of an answer besides what every observation has, or undefined when any of them is malformed. `error` was read before. */
export function readAnswer(raw: Record<string, unknown>, error: ProgramError | undefined): Answer | undefined {
  const results = Array.isArray(raw.results) ? raw.results.map(readResultSet) : [undefined];
  const attempts = Array.isArray(raw.attempts) ? raw.attempts.map((attempt: unknown) => (attempt === null ? null : readQueryError(attempt))) : [undefined];
  const notices: unknown = raw.notices;
  if (!results.every((result) => result !== undefined) || !attempts.every((attempt) => attempt !== undefined)) return undefined;
  if (!Array.isArray(notices) || !notices.every((notice): notice is string => typeof notice === 'string')) return undefined;
  const failed = error === undefined ? undefined : readQueryError(raw.error);
  if (error !== undefined && !failed) return undefined;
  const probe = raw.probe === undefined ? undefined : (readQueryError(raw.probe) ?? readResultSet(raw.probe));
  if (raw.probe !== undefined && !probe) return undefined;
  if (raw.plan !== undefined && !isPlanNode(raw.plan)) return undefined;
  return { results, attempts, notices, ...(failed ? { error: failed } : {}), ...(probe ? { probe } : {}), ...(raw.plan === undefined ? {} : { plan: raw.plan }) };
}

/** How a program used its databases, or undefined when that is malformed. */
export function readData(raw: unknown): DataObserved | undefined {
  if (!isRecord(raw) || !isCount(raw.queries)) return undefined;
  const probe = raw.probe === undefined ? undefined : (readQueryError(raw.probe) ?? readResultSet(raw.probe));
  if (raw.probe !== undefined && !probe) return undefined;
  return { queries: raw.queries, ...(probe ? { probe } : {}) };
}

function readResultSet(raw: unknown): ResultSet | undefined {
  if (!isRecord(raw) || typeof raw.command !== 'string' || !isCount(raw.rowCount)) return undefined;
  if (!Array.isArray(raw.columns) || raw.columns.length > MOST_COLUMNS || !Array.isArray(raw.rows)) return undefined;
  const columns = raw.columns.map((column: unknown) => (isRecord(column) && typeof column.name === 'string' && typeof column.type === 'string' ? { name: column.name, type: column.type } : undefined));
  if (!columns.every((column) => column !== undefined)) return undefined;
  const isRow = (row: unknown): row is (string | null)[] => Array.isArray(row) && row.length === columns.length && row.every((value) => value === null || typeof value === 'string');
  if (!raw.rows.every(isRow)) return undefined;
  const durationMs = typeof raw.durationMs === 'number' && Number.isFinite(raw.durationMs) && raw.durationMs >= 0 ? Math.round(raw.durationMs * 100) / 100 : 0;
  return { columns, rows: raw.rows, rowCount: raw.rowCount, command: raw.command, durationMs: Number.isFinite(durationMs) ? durationMs : 0 };
}

function readQueryError(raw: unknown): QueryError | undefined {
  if (!isRecord(raw) || typeof raw.name !== 'string' || typeof raw.message !== 'string' || typeof raw.code !== 'string') return undefined;
  const text = (key: 'detail' | 'hint') => (typeof raw[key] === 'string' ? { [key]: raw[key] } : {});
  return { name: raw.name, message: raw.message, code: raw.code, ...place(raw, 'line'), ...place(raw, 'column'), ...text('detail'), ...text('hint') };
}

function place(raw: Record<string, unknown>, key: 'line' | 'column'): Partial<Record<typeof key, number>> {
  const value = raw[key];
  return Number.isSafeInteger(value) && (value as number) >= 1 ? { [key]: value as number } : {};
}

/** Only the top is looked at here; whoever walks a plan trusts none of its nodes. */
function isPlanNode(raw: unknown): raw is PlanNode {
  return isRecord(raw) && typeof raw['Node Type'] === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

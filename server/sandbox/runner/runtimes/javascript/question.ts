import type { ProgramAnswer, ProgramCommand } from '../keyvalue/inside/program.ts';
import type { Reply, Statement } from '../sql/inside/program.ts';

// What a program sends to its databases was written next to the learner's code, which may have changed every built-in object before.

/** `stack` is where in the program's code it stands. */
export type Question = { stack: string } & (({ to: 'sql' } & Statement) | ({ to: 'redis' } & ProgramCommand));

/** What a program gets that has changed built-in objects so far that what it sends makes no sense. */
export const NOT_UNDERSTOOD = JSON.stringify({
  results: [], error: { V: 'ERROR', C: '08P01', M: 'what the program sent is no statement' }, notices: [], replies: [], told: [], now: 0,
} satisfies Omit<Reply, 'status'> & ProgramAnswer);

/** As many as the protocol of Postgres can count. */
const MOST_PARAMETERS = 65_535;

/** Undefined when it is none. */
export function readQuestion(text: string): Question | undefined {
  let given: Record<string, unknown>;
  try {
    given = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const stack = typeof given.stack === 'string' ? given.stack : '';
  const { sql, parameters, id, client, words, now } = given;
  if (given.to === 'sql' && typeof sql === 'string' && (parameters === undefined || isParameters(parameters))) return { to: 'sql', sql, stack, ...(parameters ? { parameters } : {}) };
  if (given.to === 'redis' && isNumber(id) && isNumber(client) && isNumber(now) && (words === undefined || isWords(words))) return { to: 'redis', id, client, now, stack, ...(words ? { words } : {}) };
  return undefined;
}

function isParameters(given: unknown): given is NonNullable<Statement['parameters']> {
  return Array.isArray(given) && given.length <= MOST_PARAMETERS && given.every((one: unknown) => {
    const { value, type } = (one ?? {}) as { value?: unknown; type?: unknown };
    return (value === null || typeof value === 'string') && Number.isInteger(type) && (type as number) >= 0 && (type as number) <= 0x7fffffff;
  });
}

function isWords(given: unknown): given is string[] {
  return Array.isArray(given) && given.length > 0 && given.every((word) => typeof word === 'string');
}

function isNumber(given: unknown): given is number {
  return Number.isSafeInteger(given);
}

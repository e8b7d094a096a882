import { DatabaseUnavailable } from '../errors.ts';

// SQLSTATE classes and codes that say "not now", from the manual's appendix A: 08 connection, 57P01–57P03 shutdown and
// start, 57014 a statement that took too long, 53300 too many connections; and the codes of postgres.js and of the network.
const STATES = /^(08...|57P0[1-4]|57014|53300|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Whether a failed query says that the database cannot be reached, rather than that the query is wrong. */
export function isUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DatabaseUnavailable) return true;
    if ('code' in cause && typeof cause.code === 'string' && STATES.test(cause.code)) return true;
    // Several addresses of one host, each refused (net's happy eyeballs).
    if (cause instanceof AggregateError && cause.errors.some(isUnavailable)) return true;
  }
  return false;
}

/** Settles as `asked` does, unless that takes longer than `ms`. @throws DatabaseUnavailable then */
export async function within<Result>(ms: number, asked: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => { late.reject(unavailable()); }, ms);
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long a page that can be shown without it waits for the database. */
export const PAGE_PATIENCE_MS = 1_000;

/** The error that learners see instead. */
export function unavailable(): DatabaseUnavailable {
  return new DatabaseUnavailable('Your work cannot be saved right now because the database does not answer. Your code is still in the editor; try again in a few seconds.', 5);
}

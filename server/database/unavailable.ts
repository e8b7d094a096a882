import { DatabaseUnavailable } from '../errors.ts';

// SQLSTATE classes and codes that say "not now", from the manual's appendix A: 08 connection, 57P01–57P03 shutdown and
// start, 53300 too many connections; and the codes of postgres.js and of the network.
const STATES = /^(08...|57P0[1-4]|53300|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

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

/** The error that learners see instead. */
export function unavailable(): DatabaseUnavailable {
  return new DatabaseUnavailable('Your work cannot be saved right now because the database does not answer. Your code is still in the editor; try again in a few seconds.', 5);
}

import type { QueryError } from '../../../../../contract/observation.ts';
import { ScriptError } from './script.ts';

const CODE = /^[A-Z]{2,40}$/;

/** An error as Redis answers it; its first word is its code. */
export function errorOf(message: string, line?: number): QueryError {
  const [first = ''] = message.split(' ');
  return { name: 'Error', message, code: CODE.test(first) ? first : 'ERR', ...(line ? { line } : {}) };
}

/** What `work` returns, or the error with which its script ended. */
export function failureOf(work: () => QueryError | undefined | void): QueryError | undefined {
  try {
    return work() ?? undefined;
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error;
    return { ...errorOf(error.message, error.line), hint: error.hint };
  }
}

import type { z } from 'zod';
import type { Problem, draftSchema, solutionSchema } from '../../../server/contract/api.ts';

export type Draft = z.infer<typeof draftSchema>;
export type Solutions = z.infer<typeof solutionSchema>['solutions'];

/** What a call to the server came to; `sentence` is for the learner. */
export type Answer<T> =
  | { ok: true; body: T }
  /** No answer: no connection, or none in time. */
  | { ok: false; why: 'unreachable'; sentence: string }
  /** 429 or 503: the server is well, and asks to be asked again. */
  | { ok: false; why: 'busy'; sentence: string; retryAfterMs: number }
  /** Another 4xx: asking again will not help. */
  | { ok: false; why: 'refused'; sentence: string }
  | { ok: false; why: 'broken'; sentence: string };

/** A run takes at most its own limit and a queue; past this the server is taken for lost. */
const PATIENCE_MS = 90_000;
const UNREACHABLE = 'The server cannot be reached. Your code is safe in this browser; try again when the connection is back.';

interface Options {
  method?: 'GET' | 'POST' | 'PUT';
  body?: unknown;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
}

/**
 * Calls the site's JSON API. Never throws for what a server or a network does.
 * @throws the signal's reason when `signal` aborts
 */
export async function ask<T>(url: string, { method = 'GET', body, signal, keepalive = false }: Options = {}): Promise<Answer<T>> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const init: RequestInit = {
    method, keepalive, signal: signal ? AbortSignal.any([signal, patience]) : patience, headers: { accept: 'application/json' },
  };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  try {
    const response = await fetch(url, init);
    return response.ok ? { ok: true, body: (await response.json()) as T } : await refusal(response);
  } catch {
    signal?.throwIfAborted();
    return { ok: false, why: 'unreachable', sentence: UNREACHABLE };
  }
}

async function refusal(response: Response): Promise<Answer<never>> {
  const problem = await problemOf(response);
  const said = problem?.errors?.[0]?.message ?? problem?.detail ?? problem?.title;
  if (response.status === 429 || response.status === 503) {
    const seconds = Number(response.headers.get('retry-after'));
    const retryAfterMs = 1_000 * (Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : 2);
    return { ok: false, why: 'busy', sentence: said ?? 'The server is busy.', retryAfterMs };
  }
  if (response.status >= 500) {
    return { ok: false, why: 'broken', sentence: 'The server made a mistake of its own. Your code is safe in this browser; try again in a moment.' };
  }
  return { ok: false, why: 'refused', sentence: said ?? `The server answered ${response.status}.` };
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return undefined; // not JSON: a proxy answered, not us
  }
}

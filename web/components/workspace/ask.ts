import type { z } from 'zod';
import type { Problem, SubmissionReport, draftSchema, solutionSchema } from '../../../server/contract/api.ts';
import type { StreamedEvent } from '../../../server/contract/stream.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { readEvents } from './event-stream.ts';

export type Draft = z.infer<typeof draftSchema>;
export type Solutions = z.infer<typeof solutionSchema>['solutions'];

/** What a call to the server came to; `sentence` is for the learner. */
export type Answer<T> = { ok: true; body: T } | Refusal;

/** `submissionId`: what the server has stored all the same, and judges later. */
export type Refusal = { ok: false; sentence: string; submissionId?: string } & (
  /** No answer: no connection, or none in time. */
  | { why: 'unreachable' }
  /** 429 or 503: the server is well, and asks to be asked again. */
  | { why: 'busy'; retryAfterMs: number }
  /** 409: the server holds something newer than the request was made upon. */
  | { why: 'outdated' }
  /** Another 4xx: asking again will not help. */
  | { why: 'refused' | 'broken' }
);

/** The report of a run, or of a submission with its id and whether it solves the exercise. */
export type Report = RunReport & Partial<Pick<SubmissionReport, 'submissionId' | 'solved'>>;
/** `cut`: the answer had begun and broke off, so nobody here knows how it ended. */
export type ReportAnswer = Answer<Report> | { ok: false; why: 'cut' };
/** What happens on the way to a report. */
export type ReportEvent = Exclude<StreamedEvent, { event: 'report' | 'problem' }>;

/** An answer takes at most a run's own limit and a queue; past this the server is taken for lost. */
const PATIENCE_MS = 90_000;
/** A stream says something at least every 15 s, be it a comment. */
const SILENCE_MS = 40_000;
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
export async function ask<T>(url: string, options: Options = {}): Promise<Answer<T>> {
  const { signal } = options;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await request(url, 'application/json', options, signal ? AbortSignal.any([signal, patience]) : patience);
    return response.ok ? { ok: true, body: (await response.json()) as T } : await refusal(response);
  } catch {
    return unreachable(signal);
  }
}

/**
 * Asks for a report. With `hear`, what happens on the way to it is told, where the server and everything between let it
 * through; else the report comes by itself. Never throws for what a server or a network does.
 * @throws the signal's reason when `signal` aborts
 */
export async function askForReport(url: string, body: unknown, { signal, hear }: { signal: AbortSignal; hear?: (event: ReportEvent) => void }): Promise<ReportAnswer> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (patience = SILENCE_MS) => {
    clearTimeout(timer);
    timer = setTimeout(() => { silence.abort(); }, patience);
  };
  let begun = false;
  heard(PATIENCE_MS);
  try {
    const response = await request(url, hear ? 'text/event-stream, application/json;q=0.9' : 'application/json', { method: 'POST', body }, AbortSignal.any([signal, silence.signal]));
    if (!response.ok) return await refusal(response);
    begun = true;
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return { ok: true, body: (await response.json()) as Report };
    for await (const { event, data } of readEvents(response.body, heard)) {
      const told = { event, data: JSON.parse(data) as unknown } as StreamedEvent;
      if (told.event === 'report') return { ok: true, body: told.data };
      if (told.event === 'problem') return refusalOf(told.data.status, told.data, told.data.retryAfter);
      hear?.(told);
    }
    return { ok: false, why: 'cut' };
  } catch {
    const lost = unreachable(signal);
    return begun ? { ok: false, why: 'cut' } : lost;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The first answer to something sent brings the cookie that makes a guest known. Until it is there, nothing else is sent:
 * two first requests at once would be two guests, and what one of them stored would be out of sight.
 */
let introduced: Promise<boolean> | undefined;

async function request(url: string, accept: string, { method = 'GET', body, keepalive = false }: Options, signal: AbortSignal): Promise<Response> {
  const init: RequestInit = { method, keepalive, signal, headers: { accept } };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { accept, 'content-type': 'application/json' };
  }
  if (method === 'GET') return fetch(url, init);
  if (introduced && !keepalive && !(await introduced)) introduced = undefined; // the first one never arrived: this one is it
  const answer = fetch(url, init);
  introduced ??= answer.then(() => true, () => false);
  return answer;
}

/** @throws the signal's reason when it was the learner who gave up */
function unreachable(signal: AbortSignal | undefined): Refusal {
  signal?.throwIfAborted();
  return { ok: false, why: 'unreachable', sentence: UNREACHABLE };
}

async function refusal(response: Response): Promise<Refusal> {
  return refusalOf(response.status, await problemOf(response), Number(response.headers.get('retry-after')));
}

function refusalOf(status: number, problem: Problem | undefined, seconds = 0): Refusal {
  const said = problem?.errors?.[0]?.message ?? problem?.detail ?? problem?.title;
  const submissionId = problem?.submissionId;
  if (status === 429 || status === 503) {
    const retryAfterMs = 1_000 * (Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : 2);
    return { ok: false, why: 'busy', sentence: said ?? 'The server is busy.', retryAfterMs, submissionId };
  }
  if (status >= 500) {
    return { ok: false, why: 'broken', sentence: 'The server made a mistake of its own. Your code is safe in this browser; try again in a moment.', submissionId };
  }
  return { ok: false, why: status === 409 ? 'outdated' : 'refused', sentence: said ?? `The server answered ${status}.`, submissionId };
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return undefined; // not JSON: a proxy answered, not us
  }
}

import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { answers } from '../api-route.ts';
import type { StreamedEvent } from '../contract/stream.ts';
import type { RunReport } from '../contract/report.ts';
import type { ExecuteOptions } from '../judge/execute.ts';
import { problemOf } from '../problems.tsx';
import type { AppEnv, Services } from '../services.ts';

/** Proxies take a connection that is silent for a minute (nginx: proxy_read_timeout) or half of one for dead. */
const KEEP_ALIVE_MS = 15_000;
const EVENTS = 'text/event-stream';

/** What the work tells while it goes on; the report and a problem are told here. */
export type Emit = (event: Exclude<StreamedEvent, { event: 'report' | 'problem' }>) => void;

/** The answers of a call that gives its report at once (JSON) or tells what happens on the way to it, whichever is asked for. */
export function reportAnswers<Schema extends z.ZodType>(description: string, report: Schema, events: z.ZodType, problems: Parameters<typeof answers>[2]) {
  const all = answers(description, report, problems);
  const streamed = `${description}. With \`Accept: ${EVENTS}\` it comes as Server-Sent Events, each with a name (\`event\`) and JSON (\`data\`): the same report is the last of them`;
  return { ...all, 200: { description: streamed, content: { ...all[200].content, [EVENTS]: { schema: events } } } };
}

/** Aborts when whoever asked goes away. The request's own signal does so too, but its reason is a string (@hono/node-server). */
export function goneSignal(c: Context): AbortSignal {
  const gone = new AbortController();
  const { signal } = c.req.raw;
  const leave = (): void => { gone.abort(new DOMException('The client went away.', 'AbortError')); };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return gone.signal;
}

/**
 * Answers with what `work` comes to: as JSON, or as Server-Sent Events when the request prefers them. The stream begins
 * with the first event, so what fails before that is an ordinary problem with its status.
 */
export async function answerReport<Report extends RunReport>(
  services: Pick<Services, 'log'>, c: Context<AppEnv>, work: (emit?: Emit) => Promise<Report>, keepAliveMs = KEEP_ALIVE_MS,
): Promise<Report | Response> {
  if (accepts(c, { header: 'Accept', supports: ['application/json', EVENTS], default: 'application/json' }) !== EVENTS) return work();

  const early: StreamedEvent[] = [];
  const begun = Promise.withResolvers<void>();
  let emit: (event: StreamedEvent) => void = (event) => {
    early.push(event);
    begun.resolve();
  };
  const end = work((event) => { emit(event); }).then((report) => ({ report }), (error: unknown) => ({ error }));
  const first = await Promise.race([begun.promise, end]);
  if (first && 'error' in first && early.length === 0) throw first.error;

  c.header('X-Accel-Buffering', 'no'); // nginx would hold the events back until there are enough of them
  const response = streamSSE(c, async (stream) => {
    let written = Promise.resolve();
    const write = (send: () => Promise<unknown>): void => { written = written.then(async () => { await send(); }); };
    emit = ({ event, data }) => { write(() => stream.writeSSE({ event, data: JSON.stringify(data) })); };
    early.forEach(emit);
    const keepAlive = setInterval(() => { write(() => stream.write(': still here\n\n')); }, keepAliveMs);
    const over = await end;
    clearInterval(keepAlive);
    // Nobody reads on after having gone away; what that did to the work is no trouble of ours.
    if (stream.aborted) return;
    emit('report' in over ? { event: 'report', data: over.report } : { event: 'problem', data: problemOf(services, c, over.error) });
    await written;
  });
  // Whether the connection stays is between Node and the client, who may have asked for it to close.
  response.headers.delete('Connection');
  return response;
}

/**
 * The options that make a run tell its events: positions as they change, its start, each test as it ends.
 * @param more goes into the data of `queued` and `started`
 */
export function telling(emit: Emit | undefined, more: () => { submissionId?: string } = () => ({})): Pick<ExecuteOptions, 'onEvent' | 'onTest'> {
  if (!emit) return {};
  let position: number | undefined;
  return {
    onEvent: (event) => {
      if (event.type === 'started') emit({ event: 'started', data: more() });
      if (event.type !== 'queued' || event.position === position) return;
      position = event.position;
      emit({ event: 'queued', data: { position, ...more() } });
    },
    onTest: (result) => { emit({ event: 'test', data: result }); },
  };
}

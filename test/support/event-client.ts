import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { z } from 'zod';
import { runEventSchema, type StreamedEvent, submissionEventSchema } from '../../server/contract/stream.ts';

const knownEvent = z.union([submissionEventSchema, runEventSchema]);

/** An event as it arrived, and when, in ms. */
export type Arrived = StreamedEvent & { at: number };

/** A request whose socket can be cut at any moment. */
export interface Asking {
  response: Promise<IncomingMessage>;
  /** What has arrived so far; each is checked against the schema that OpenAPI shows. */
  events: Arrived[];
  /** Everything that arrived, as text, once the answer has ended. */
  text(): Promise<string>;
  /** Resolves with the event of this name, with the first one that has it. */
  event<Name extends StreamedEvent['event']>(name: Name): Promise<Extract<Arrived, { event: Name }>>;
  /** Cuts the socket. */
  leave(): void;
}

interface Ask { accept?: string; cookie?: string; method?: string }

/** Sends a request over a connection of its own. */
export function ask(url: string, body: unknown, { accept = 'text/event-stream', cookie, method = 'POST' }: Ask = {}): Asking {
  const sent: ClientRequest = request(url, { method, agent: false, headers: { accept, 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) } });
  const events: Arrived[] = [];
  let text = '';
  let read = 0;
  let arrived = Promise.withResolvers<void>();
  const response = new Promise<IncomingMessage>((resolve, reject) => { sent.once('response', resolve).once('error', reject); });
  const ended = response.then(async (incoming) => {
    incoming.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n\n', read); end >= 0; end = text.indexOf('\n\n', read)) {
        const block = text.slice(read, end);
        read = end + 2;
        const match = /^event: (\S+)\ndata: (.*)$/.exec(block);
        if (!match) continue;
        events.push({ ...knownEvent.parse({ event: match[1], data: JSON.parse(match[2] ?? '') }), at: performance.now() } as Arrived);
        arrived.resolve();
        arrived = Promise.withResolvers();
      }
    });
    await once(incoming, 'end');
  });
  ended.catch(() => undefined); // whoever waits for it hears of it
  sent.end(JSON.stringify(body));
  const asking: Asking = {
    response, events,
    text: () => ended.then(() => text),
    event: async (name) => {
      for (;;) {
        const found = events.find(({ event }) => event === name);
        if (found) return found as Extract<Arrived, { event: typeof name }>;
        const over = await Promise.race([arrived.promise, ended.then(() => true)]);
        if (over && !events.some(({ event }) => event === name)) throw new Error(`no event ${name}; got ${text}`);
      }
    },
    leave: () => { sent.destroy(); },
  };
  return asking;
}

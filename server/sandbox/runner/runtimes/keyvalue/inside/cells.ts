import type { QueryReply } from '../../../../../contract/observation.ts';
import { layOut, quoted } from '../../../../../contract/reply-layout.ts';
import { asText, type Reply } from '../engine/engine.ts';

/** Commands whose text redis-cli prints as it is. */
const PLAIN = new Set(['INFO']);

/** What redis-cli prints of a command's reply, in the order in which it came; longer text is cut soon after `most` characters. */
export function printed(command: string, reply: Reply, most: number): string {
  if (!PLAIN.has(command) || typeof reply !== 'string') return layOut(reply, open, most);
  const text = asText(reply.slice(0, most + 1));
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function open(reply: Reply, room: number): string | readonly Reply[] {
  if (reply === null) return '(nil)';
  if (typeof reply === 'string') return quoted(reply.length > room ? reply.slice(0, Math.max(0, room) + 1) : reply);
  if (typeof reply !== 'object') return `(integer) ${reply}`;
  if (Array.isArray(reply)) return reply;
  if ('status' in reply) return asText(reply.status);
  if ('error' in reply) return `(error) ${asText(reply.error)}`;
  return 'set' in reply ? reply.set : reply.map.flat();
}

/** A reply as the JSON of a cell. Integers beyond 2^53 are written in full, though readers of JSON round them. */
export function cellOf(reply: Reply): string {
  return typeof reply === 'bigint' ? String(reply) : JSON.stringify(valueOf(reply));
}

function valueOf(reply: Reply): QueryReply {
  if (reply === null || typeof reply === 'number') return reply;
  if (typeof reply === 'bigint') return Number(reply);
  if (typeof reply === 'string') return asText(reply);
  if (Array.isArray(reply)) return reply.map(valueOf);
  if ('status' in reply) return { status: asText(reply.status) };
  if ('error' in reply) return { error: asText(reply.error) };
  if ('set' in reply) return { set: reply.set.toSorted().map(asText) };
  return { map: Object.fromEntries(reply.map.map(([key, value]) => [asText(key), valueOf(value)])) };
}

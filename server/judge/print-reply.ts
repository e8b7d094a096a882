import { layOut, quoted } from '../contract/reply-layout.ts';

const MOST_CHARACTERS = 4_000;

/** A reply, as the cell of a result holds it (QueryReply), as redis-cli prints it, without the end of the last line; a long one is cut, with `…`. */
export function printReply(json: unknown): string {
  const text = layOut(json, open, MOST_CHARACTERS).trimEnd();
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`;
}

/** The same from the cell's own text; one that is no JSON is shown as a text. */
export function printReplyCell(cell: string | null | undefined): string {
  return printReply(parsed(cell));
}

function parsed(cell: string | null | undefined): unknown {
  try {
    return JSON.parse(cell ?? 'null');
  } catch {
    return cell;
  }
}

function open(reply: unknown, room: number): string | readonly unknown[] {
  if (reply === null || reply === undefined) return '(nil)';
  if (typeof reply === 'number') return `(integer) ${reply}`;
  if (typeof reply === 'string') return quoted(bytesOf(reply.slice(0, Math.max(0, room) + 1)));
  if (typeof reply !== 'object') return '…';
  if (Array.isArray(reply)) return reply;
  if ('status' in reply) return String(reply.status);
  if ('error' in reply) return `(error) ${String(reply.error)}`;
  if ('set' in reply && Array.isArray(reply.set)) return reply.set;
  if ('map' in reply && typeof reply.map === 'object' && reply.map !== null) return Object.entries(reply.map).flat();
  return '…';
}

/** The bytes that a cell's text stands for: its UTF-8, where U+DC80 to U+DCFF is a byte that belonged to no character. */
function bytesOf(text: string): string {
  return text.replaceAll(/[\u{80}-\u{10ffff}]/gu, (character) => {
    const code = character.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) return String.fromCharCode(code - 0xdc00);
    return String.fromCharCode(...new TextEncoder().encode(character));
  });
}

import { fail } from './reply.ts';
import { MOST_ID, MOST_SEQUENCE, streamId, type StreamId } from './stream.ts';

const BAD_ID = 'ERR Invalid stream ID specified as stream command argument';
const ID = /^(\d{1,20})(?:-(\d{1,20}))?$/;

/** An id as a client writes it, `1700000000000-0` or `1700000000000`; `sequence` is for the part that is left away. */
export function readId(text: string, sequence = 0n): StreamId {
  const match = ID.exec(text) ?? fail(BAD_ID);
  const ms = BigInt(match[1]!);
  const given = match[2] === undefined ? sequence : BigInt(match[2]);
  return ms <= MOST_SEQUENCE && given <= MOST_SEQUENCE ? streamId(ms, given) : fail(BAD_ID);
}

/** One end of a range: also `-` and `+`, and `(` before an id that is not within. */
export function readBound(text: string, end: 'start' | 'end'): StreamId {
  if (text === '-') return 0n;
  if (text === '+') return MOST_ID;
  const open = text.startsWith('(');
  const id = readId(open ? text.slice(1) : text, end === 'start' ? 0n : MOST_SEQUENCE);
  if (!open) return id;
  if (id === (end === 'start' ? MOST_ID : 0n)) fail(`ERR invalid ${end} ID for the interval`);
  return end === 'start' ? id + 1n : id - 1n;
}

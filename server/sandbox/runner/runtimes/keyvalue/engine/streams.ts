import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { integerOf } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import type { Store } from './store.ts';
import { idText, millisecondsOf, MOST_ID, MOST_SEQUENCE, sequenceOf, Stream, streamId, type StreamEntry, type StreamId } from './stream.ts';
import { readBound, readId } from './stream-ids.ts';

/** Entries of a node of Redis's own tree (stream-node-max-entries): what is trimmed with `~` goes by whole nodes. */
const NODE_ENTRIES = 100;
const TOO_SMALL = 'ERR The ID specified in XADD is equal or smaller than the target stream top item';

/** Logs: entries that are added at the end, and read by id. */
export const streams: Commands = {
  xadd: { arity: -5, run: (args, { store }, db) => add(args, store, db) },
  xlen: { arity: 2, run: ([key = ''], _client, db) => db.stream(key)?.entries.length ?? 0 },
  xrange: { arity: -4, run: ([key = '', from = '', to = '', ...options], _client, db) => range(db, key, from, to, options, false) },
  xrevrange: { arity: -4, run: ([key = '', to = '', from = '', ...options], _client, db) => range(db, key, from, to, options, true) },
  xdel: {
    arity: -3,
    run([key = '', ...given], _client, db) {
      const stream = db.stream(key);
      if (!stream) return 0;
      const ids = given.map((text) => readId(text));
      const removed = ids.filter((id) => stream.delete(id)).length;
      if (removed > 0) db.touch(key);
      return removed;
    },
  },
  xtrim: {
    arity: -4,
    run([key = '', ...options], _client, db) {
      const words = new Arguments(options);
      const trim = readTrim(words.option(), words) ?? fail(SYNTAX);
      if (words.left > 0) fail(SYNTAX);
      const stream = db.stream(key);
      const removed = stream ? trim(stream) : 0;
      if (removed > 0) db.touch(key);
      return removed;
    },
  },
};

/** As ranges answer it; one that was deleted meanwhile has no fields. */
export function entryReply({ id, fields }: StreamEntry): Reply {
  return [idText(id), fields];
}

type Trim = (stream: Stream) => number;

/** `MAXLEN ~ 1000 LIMIT 100` and the like, of which the first word is read already. Undefined when that is none of these. */
function readTrim(kind: string, words: Arguments): Trim | undefined {
  if (kind !== 'MAXLEN' && kind !== 'MINID') return undefined;
  const about = words.skip('~');
  if (!about) words.skip('=');
  const threshold = words.next();
  let most = Infinity;
  if (words.skip('LIMIT')) {
    most = integerOf(words.next());
    if (most < 0) fail('ERR The LIMIT argument must be >= 0.');
    if (!about) fail('ERR syntax error, LIMIT cannot be used without the special ~ option');
    if (most === 0) most = Infinity;
  }
  const inNodes = (stream: Stream, count: number): number => stream.trimTo(stream.entries.length - Math.floor(Math.min(count, most) / NODE_ENTRIES) * NODE_ENTRIES);
  if (kind === 'MAXLEN') {
    const length = integerOf(threshold);
    if (length < 0) fail('ERR The MAXLEN argument must be >= 0.');
    return (stream) => (about ? inNodes(stream, Math.max(0, stream.entries.length - length)) : stream.trimTo(length));
  }
  const id = readId(threshold);
  return (stream) => (about ? inNodes(stream, stream.entries.length - stream.range(id, MOST_ID).length) : stream.trimBefore(id));
}

function add([key = '', ...rest]: string[], store: Store, db: Database): Reply {
  const words = new Arguments(rest);
  let trim: Trim | undefined;
  let make = true;
  let idGiven = '*';
  for (;;) {
    const word = words.next();
    if (word.toUpperCase() === 'NOMKSTREAM') make = false;
    else {
      const found = readTrim(word.toUpperCase(), words);
      if (found && trim) fail('ERR syntax error, MAXLEN and MINID options at the same time are not compatible');
      if (!found) {
        idGiven = word;
        break;
      }
      trim = found;
    }
  }
  const fields = words.rest();
  const idOf = readNewId(idGiven, store);
  if (fields.length === 0 || fields.length % 2 === 1) fail("ERR wrong number of arguments for 'xadd' command");
  const found = db.stream(key);
  if (!found && !make) return null;
  const stream = found ?? new Stream();
  const id = idOf(stream);
  stream.add(id, fields);
  trim?.(stream);
  if (!found) db.make(key, undefined, () => stream);
  db.touch(key);
  return idText(id);
}

/** How the id of a new entry follows from what was given: `*`, `5-*` or a whole one. */
function readNewId(text: string, store: Store): (stream: Stream) => StreamId {
  if (text === '*') {
    return ({ lastId }) => {
      const now = BigInt(Math.floor(store.clock.now()));
      if (lastId === MOST_ID) fail('ERR The stream has exhausted the last possible ID, unable to add more items');
      return now > millisecondsOf(lastId) ? streamId(now, 0n) : lastId + 1n;
    };
  }
  if (text.endsWith('-*')) {
    const ms = millisecondsOf(readId(`${text.slice(0, -2)}-0`));
    return ({ lastId, entriesAdded }) => {
      const top = millisecondsOf(lastId);
      if (ms < top || (ms === top && sequenceOf(lastId) === MOST_SEQUENCE)) fail(TOO_SMALL);
      return ms === top && (entriesAdded > 0 || ms === 0n) ? lastId + 1n : streamId(ms, 0n);
    };
  }
  const id = readId(text);
  if (id === 0n) fail('ERR The ID specified in XADD must be greater than 0-0');
  return ({ lastId }) => (id > lastId ? id : fail(TOO_SMALL));
}

function range(db: Database, key: string, fromText: string, toText: string, options: string[], reverse: boolean): Reply {
  const from = readBound(fromText, 'start');
  const to = readBound(toText, 'end');
  const words = new Arguments(options);
  let count = Infinity;
  while (words.left > 0) {
    if (!words.skip('COUNT')) fail(SYNTAX);
    count = Math.max(0, integerOf(words.next()));
  }
  const stream = db.stream(key);
  if (!stream) return [];
  if (count === 0) return null;
  const entries = stream.range(from, to);
  return (reverse ? entries.toReversed() : entries).slice(0, count).map(entryReply);
}

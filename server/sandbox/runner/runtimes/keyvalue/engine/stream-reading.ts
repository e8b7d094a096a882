import { Arguments } from './arguments.ts';
import { deadline } from './blocking.ts';
import { Waiting, type Commands } from './command.ts';
import type { Database } from './database.ts';
import { integerOf } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import type { Store } from './store.ts';
import { idText, MOST_ID, type Consumer, type Group, type Stream, type StreamEntry, type StreamId } from './stream.ts';
import { advance } from './stream-groups.ts';
import { readId } from './stream-ids.ts';
import { entryReply } from './streams.ts';

/** XREAD and XREADGROUP: what came after an id, from several streams at once, and waiting for it. */
export const streamReading: Commands = {
  xread: { arity: -4, run: (args, { store }, db) => read('xread', args, store, db) },
  xreadgroup: { arity: -7, run: (args, { store }, db) => read('xreadgroup', args, store, db) },
};

interface Reading {
  key: string;
  /** After this id; undefined: whatever the group was not given yet (`>`). */
  after: StreamId | undefined;
}
interface Options { count: number; until: number | undefined; waits: boolean; group?: { name: string; consumer: string } | undefined; acknowledged: boolean }

function read(name: 'xread' | 'xreadgroup', args: string[], store: Store, db: Database): Reply | Waiting {
  const words = new Arguments(args);
  const options = readOptions(name, words, store.clock.now());
  const rest = words.rest();
  if (rest.length % 2 === 1 || rest.length === 0) fail("ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
  const keys = rest.slice(0, rest.length / 2);
  const readings = keys.map((key, index) => readingOf(key, rest[keys.length + index]!, options, db));
  const attempt = (): Reply | undefined => {
    const found = readings.flatMap((reading) => {
      const entries = options.group ? readAsGroup(reading, options, db, store) : readAfter(reading, options, db);
      return entries ? [[reading.key, entries]] : [];
    });
    return found.length > 0 ? found : undefined;
  };
  return attempt() ?? (options.waits ? new Waiting(options.until, attempt) : null);
}

function readOptions(name: 'xread' | 'xreadgroup', words: Arguments, now: number): Options {
  const options: Options = { count: Infinity, until: undefined, waits: false, acknowledged: false };
  for (;;) {
    const option = words.option();
    if (option === 'STREAMS') break;
    if (option === 'BLOCK') {
      const ms = integerOf(words.next(), 'ERR timeout is not an integer or out of range');
      if (ms < 0) fail('ERR timeout is negative');
      options.waits = true;
      options.until = deadline(now, ms);
    } else if (option === 'COUNT') {
      const count = integerOf(words.next());
      options.count = count > 0 ? count : Infinity;
    } else if (option === 'GROUP' && words.left >= 2) {
      if (name === 'xread') fail('ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.');
      options.group = { name: words.next(), consumer: words.next() };
    } else if (option === 'NOACK') {
      if (name === 'xread') fail('ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.');
      options.acknowledged = true;
    } else fail(SYNTAX);
  }
  if (name === 'xreadgroup' && !options.group) fail('ERR Missing GROUP option for XREADGROUP');
  return options;
}

function readingOf(key: string, text: string, { group }: Options, db: Database): Reading {
  const stream = db.stream(key);
  if (group && !stream?.groups.has(group.name)) fail(`NOGROUP No such key '${key}' or consumer group '${group.name}' in XREADGROUP with GROUP option`);
  if (text === '$') {
    if (group) fail('ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.');
    return { key, after: stream?.lastId ?? 0n };
  }
  if (text === '>') {
    if (!group) fail('ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.');
    return { key, after: undefined };
  }
  return { key, after: readId(text) };
}

function readAfter({ key, after }: Reading, { count }: Options, db: Database): Reply[] | undefined {
  const stream = db.stream(key);
  if (!stream || stream.entries.length === 0 || after === MOST_ID) return undefined;
  const entries = stream.range(after! + 1n, MOST_ID).slice(0, count);
  return entries.length > 0 ? entries.map(entryReply) : undefined;
}

/** New entries, which are then the consumer's until it acknowledges them; or, after an id, those it has not acknowledged. */
function readAsGroup({ key, after }: Reading, { group: wanted, count, acknowledged }: Options, db: Database, store: Store): Reply[] | undefined {
  const stream = db.stream(key);
  const group = stream?.groups.get(wanted!.name);
  if (!stream || !group) return fail(`NOGROUP No such key '${key}' or consumer group '${wanted!.name}' in XREADGROUP with GROUP option`);
  const now = store.clock.now();
  const consumer = consumerOf(group, wanted!.consumer, now);
  if (after !== undefined) return history(stream, group, consumer, after, count);
  const entries = stream.range(group.lastId + 1n, MOST_ID).slice(0, count);
  for (const { id } of entries) deliver(stream, group, consumer, id, acknowledged ? undefined : now);
  if (entries.length > 0) db.touch(key);
  return entries.length > 0 ? entries.map(entryReply) : undefined;
}

function history(stream: Stream, group: Group, consumer: Consumer, after: StreamId, count: number): Reply[] {
  const ids = [...group.pending].filter(([id, pending]) => pending.consumer === consumer && id > after).map(([id]) => id).toSorted(compareIds).slice(0, count);
  return ids.map((id) => {
    const entry: StreamEntry | undefined = stream.find(id);
    return entry ? entryReply(entry) : [idText(id), null];
  });
}

/** `now` undefined: it counts as acknowledged. */
function deliver(stream: Stream, group: Group, consumer: Consumer, id: StreamId, now: number | undefined): void {
  advance(stream, group, id);
  if (now !== undefined) group.pending.set(id, { consumer, deliveredAt: now, deliveries: 1 });
}

/** The group's consumer of that name, who is there as soon as it is named. */
export function consumerOf(group: Group, name: string, now: number): Consumer {
  const consumer = group.consumers.get(name) ?? { name, seenAt: now };
  consumer.seenAt = now;
  group.consumers.set(name, consumer);
  return consumer;
}

export function compareIds(one: StreamId, other: StreamId): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

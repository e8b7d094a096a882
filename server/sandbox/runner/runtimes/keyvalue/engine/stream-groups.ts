import type { Commands } from './command.ts';
import { Arguments } from './arguments.ts';
import type { Database } from './database.ts';
import { integerOf } from './numbers.ts';
import { fail, OK, SYNTAX, type Reply } from './reply.ts';
import { Stream, type Group, type StreamId } from './stream.ts';
import { readId } from './stream-ids.ts';

const NO_KEY = 'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.';
const UNKNOWN_OPTION = "ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.";

/** Groups of consumers, who share the work that a stream brings. */
export const streamGroups: Commands = {
  xgroup: {
    arity: -2,
    run: () => fail("ERR wrong number of arguments for 'xgroup' command"),
    subcommands: {
      create: { arity: -5, run: ([key = '', name = '', id = '', ...options], _client, db) => create(db, key, name, id, options) },
      setid: {
        arity: -5,
        run([key = '', name = '', id = '', ...options], _client, db) {
          const words = new Arguments(options);
          let entriesRead: number | undefined;
          while (words.left > 0) entriesRead = words.skip('ENTRIESREAD') ? integerOf(words.next()) : fail(SYNTAX);
          const { stream, group } = found(db, key, name);
          group.lastId = id === '$' ? stream.lastId : readId(id);
          group.entriesRead = entriesRead;
          return OK;
        },
      },
      destroy: {
        arity: 4,
        run([key = '', name = ''], _client, db) {
          return (db.stream(key) ?? fail(NO_KEY)).groups.delete(name) ? 1 : 0;
        },
      },
      createconsumer: {
        arity: 5,
        run([key = '', name = '', consumer = ''], { store }, db) {
          const { group } = found(db, key, name);
          if (group.consumers.has(consumer)) return 0;
          group.consumers.set(consumer, { name: consumer, seenAt: store.clock.now() });
          return 1;
        },
      },
      delconsumer: {
        arity: 5,
        run([key = '', name = '', consumer = ''], _client, db) {
          const { group } = found(db, key, name);
          const theirs = [...group.pending].filter(([, pending]) => pending.consumer.name === consumer);
          for (const [id] of theirs) group.pending.delete(id);
          group.consumers.delete(consumer);
          return theirs.length;
        },
      },
    },
  },
};

function found(db: Database, key: string, name: string): { stream: Stream; group: Group } {
  const stream = db.stream(key) ?? fail(NO_KEY);
  const group = stream.groups.get(name) ?? fail(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
  return { stream, group };
}

function create(db: Database, key: string, name: string, idText: string, options: string[]): Reply {
  const words = new Arguments(options);
  let make = false;
  let entriesRead: number | undefined;
  while (words.left > 0) {
    if (words.skip('MKSTREAM')) make = true;
    else if (words.skip('ENTRIESREAD')) entriesRead = integerOf(words.next());
    else fail(UNKNOWN_OPTION);
  }
  const known = db.stream(key);
  if (!known && !make) fail(NO_KEY);
  const lastId = idText === '$' ? known?.lastId ?? 0n : readId(idText);
  const stream = db.make(key, known, () => new Stream());
  if (stream.groups.has(name)) fail('BUSYGROUP Consumer Group name already exists');
  stream.groups.set(name, { lastId, entriesRead, pending: new Map(), consumers: new Map() });
  db.touch(key);
  return OK;
}

/** Says that a group has been given the entry. How many it has read is only known while nothing behind it was deleted. */
export function advance(stream: Stream, group: Group, id: StreamId): void {
  if (group.entriesRead !== undefined && !hasGapAfter(stream, id)) group.entriesRead += 1;
  else group.entriesRead = countedUpTo(stream, id);
  group.lastId = id;
}

/** How many entries the group was not given yet; undefined where that cannot be known. */
export function lagOf(stream: Stream, { lastId, entriesRead }: Group): number | undefined {
  if (stream.entriesAdded === 0) return 0;
  const read = entriesRead !== undefined && !hasGapAfter(stream, lastId) ? entriesRead : countedUpTo(stream, lastId);
  return read === undefined ? undefined : stream.entriesAdded - read;
}

function hasGapAfter({ entries, mostDeletedId }: Stream, id: StreamId): boolean {
  return entries.length > 0 && mostDeletedId !== 0n && id <= mostDeletedId;
}

/** Which entry of all that ever were the one with this id is, if that is certain. */
function countedUpTo({ entries, entriesAdded, lastId, mostDeletedId }: Stream, id: StreamId): number | undefined {
  if (entriesAdded === 0) return 0;
  if (entries.length === 0 && id <= lastId) return entriesAdded;
  if (id === lastId) return entriesAdded;
  if (id > lastId) return undefined;
  const first = entries[0]!.id;
  if (mostDeletedId !== 0n && mostDeletedId >= first) return undefined;
  return id < first ? entriesAdded - entries.length : id === first ? entriesAdded - entries.length + 1 : undefined;
}

import { Arguments } from './arguments.ts';
import type { Commands } from './command.ts';
import type { Database } from './database.ts';
import { integerOf } from './numbers.ts';
import { fail, SYNTAX, type Reply } from './reply.ts';
import type { Store } from './store.ts';
import { idText, type Group, type Pending, type Stream, type StreamId } from './stream.ts';
import { readBound, readId } from './stream-ids.ts';
import { compareIds, consumerOf } from './stream-reading.ts';
import { entryReply } from './streams.ts';

const CLAIMED = 100;
/** Entries that XAUTOCLAIM looks at for each that it may claim. */
const LOOKED_AT = 10;

/** What consumers were given and have not acknowledged: looking at it, ending it, and taking it over. */
export const streamPending: Commands = {
  xack: {
    arity: -4,
    run([key = '', name = '', ...given], _client, db) {
      const group = db.stream(key)?.groups.get(name);
      if (!group) return 0;
      const ids = given.map((text) => readId(text));
      const done = ids.filter((id) => group.pending.delete(id)).length;
      if (done > 0) db.touch(key);
      return done;
    },
  },
  xpending: { arity: -3, run: ([key = '', name = '', ...options], { store }, db) => pendingOf(db, key, name, options, store.clock.now()) },
  xclaim: { arity: -6, run: ([key = '', name = '', consumer = '', idle = '', ...rest], { store }, db) => claim(db, key, name, consumer, idle, rest, store) },
  xautoclaim: { arity: -6, run: ([key = '', name = '', consumer = '', idle = '', start = '', ...options], { store }, db) => autoClaim(db, key, name, consumer, idle, start, options, store) },
};

function found(db: Database, key: string, name: string): { stream: Stream; group: Group } {
  const stream = db.stream(key);
  const group = stream?.groups.get(name);
  return stream && group ? { stream, group } : fail(`NOGROUP No such key '${key}' or consumer group '${name}'`);
}

function inOrder(pending: Iterable<[StreamId, Pending]>): [StreamId, Pending][] {
  return [...pending].toSorted(([one], [other]) => compareIds(one, other));
}

function pendingOf(db: Database, key: string, name: string, options: string[], now: number): Reply {
  if (options.length === 0) return summary(found(db, key, name).group);
  const words = new Arguments(options);
  const idle = words.skip('IDLE') ? integerOf(words.next()) : 0;
  if (words.left < 3) fail(SYNTAX);
  const from = words.next();
  const to = words.next();
  const count = integerOf(words.next());
  const first = readBound(from, 'start');
  const last = readBound(to, 'end');
  const consumer = words.left > 0 ? words.next() : undefined;
  const { group } = found(db, key, name);
  return inOrder(group.pending)
    .filter(([id, pending]) => id >= first && id <= last && (consumer === undefined || pending.consumer.name === consumer) && now - pending.deliveredAt >= idle)
    .slice(0, Math.max(0, count)).map(([id, { consumer: owner, deliveredAt, deliveries }]) => [idText(id), owner.name, Math.max(0, now - deliveredAt), deliveries]);
}

function summary({ pending, consumers }: Group): Reply {
  if (pending.size === 0) return [0, null, null, null];
  const all = inOrder(pending);
  const counts = [...consumers.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((consumer) => ({ consumer, count: all.filter(([, { consumer: owner }]) => owner === consumer).length }));
  return [all.length, idText(all[0]![0]), idText(all.at(-1)![0]), counts.filter(({ count }) => count > 0).map(({ consumer, count }) => [consumer.name, String(count)])];
}

function idleTime(text: string, command: string): number {
  return Math.max(0, integerOf(text, `ERR Invalid min-idle-time argument for ${command}`));
}

interface ClaimOptions { deliveredAt: number; deliveries: number | undefined; force: boolean; justId: boolean }

function claim(db: Database, key: string, name: string, consumer: string, idle: string, rest: string[], store: Store): Reply {
  const now = store.clock.now();
  const known = db.stream(key)?.groups.has(name);
  if (!known) found(db, key, name);
  const least = idleTime(idle, 'XCLAIM');
  const isOption = (word: string): boolean => !/^\d+(?:-\d+)?$/.test(word);
  const firstOption = rest.findIndex(isOption);
  const end = firstOption < 0 ? rest.length : firstOption;
  const ids = rest.slice(0, end).map((text) => readId(text));
  const options = claimOptions(new Arguments(rest, end), now);
  const { stream, group } = found(db, key, name);
  const owner = consumerOf(group, consumer, now);
  const claimed = ids.flatMap((id) => {
    const entry = stream.find(id);
    let pending = group.pending.get(id);
    if (!entry) {
      group.pending.delete(id);
      return [];
    }
    if (!pending && options.force) {
      pending = { consumer: owner, deliveredAt: now, deliveries: 0 };
      group.pending.set(id, pending);
    } else if (!pending || now - pending.deliveredAt < least) return [];
    pending.consumer = owner;
    pending.deliveredAt = options.deliveredAt;
    if (options.deliveries !== undefined) pending.deliveries = options.deliveries;
    else if (!options.justId) pending.deliveries += 1;
    return [options.justId ? idText(id) : entryReply(entry)];
  });
  if (claimed.length > 0) db.touch(key);
  return claimed;
}

function claimOptions(words: Arguments, now: number): ClaimOptions {
  const options: ClaimOptions = { deliveredAt: now, deliveries: undefined, force: false, justId: false };
  while (words.left > 0) {
    const word = words.next();
    const option = word.toUpperCase();
    if (option === 'FORCE') options.force = true;
    else if (option === 'JUSTID') options.justId = true;
    else if (option === 'IDLE' && words.left > 0) options.deliveredAt = now - integerOf(words.next(), 'ERR Invalid IDLE option argument for XCLAIM');
    else if (option === 'TIME' && words.left > 0) options.deliveredAt = integerOf(words.next(), 'ERR Invalid TIME option argument for XCLAIM');
    else if (option === 'RETRYCOUNT' && words.left > 0) options.deliveries = integerOf(words.next(), 'ERR Invalid RETRYCOUNT option argument for XCLAIM');
    else if (option === 'LASTID' && words.left > 0) readId(words.next());
    else fail(`ERR Unrecognized XCLAIM option '${word}'`);
  }
  if (options.deliveredAt < 0 || options.deliveredAt > now) options.deliveredAt = now;
  return options;
}

function autoClaim(db: Database, key: string, name: string, consumer: string, idle: string, start: string, rest: string[], store: Store): Reply {
  const now = store.clock.now();
  const least = idleTime(idle, 'XAUTOCLAIM');
  const from = readBound(start, 'start');
  const words = new Arguments(rest);
  let most = CLAIMED;
  let justId = false;
  while (words.left > 0) {
    if (words.skip('JUSTID')) justId = true;
    else if (words.skip('COUNT')) {
      most = integerOf(words.next(), 'ERR COUNT must be > 0');
      if (most < 1) fail('ERR COUNT must be > 0');
    } else fail(SYNTAX);
  }
  const { stream, group } = found(db, key, name);
  const owner = consumerOf(group, consumer, now);
  const candidates = inOrder(group.pending).filter(([id]) => id >= from);
  const claimed: Reply[] = [];
  const deleted: string[] = [];
  let at = 0;
  for (let attempts = most * LOOKED_AT; at < candidates.length && attempts > 0 && claimed.length + deleted.length < most; at += 1, attempts -= 1) {
    const [id, pending] = candidates[at]!;
    const entry = stream.find(id);
    if (!entry) {
      group.pending.delete(id);
      deleted.push(idText(id));
    } else if (now - pending.deliveredAt >= least) {
      pending.consumer = owner;
      pending.deliveredAt = now;
      if (!justId) pending.deliveries += 1;
      claimed.push(justId ? idText(id) : entryReply(entry));
    }
  }
  db.touch(key);
  return [idText(candidates[at]?.[0] ?? 0n), claimed, deleted];
}

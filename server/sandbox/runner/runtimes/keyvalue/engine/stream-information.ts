import type { Commands } from './command.ts';
import { fail, NO_SUCH_KEY, type Reply } from './reply.ts';
import { idText, type Stream } from './stream.ts';
import { lagOf } from './stream-groups.ts';
import { entryReply } from './streams.ts';

const NODE_ENTRIES = 100;

/** What a stream and its groups tell of themselves. */
export const streamInformation: Commands = {
  xinfo: {
    arity: -2,
    run: () => fail("ERR wrong number of arguments for 'xinfo' command"),
    subcommands: {
      stream: { arity: -3, run: ([key = ''], _client, db) => describe(db.stream(key) ?? fail(NO_SUCH_KEY)) },
      groups: {
        arity: 3,
        run([key = ''], _client, db) {
          const stream = db.stream(key) ?? fail(NO_SUCH_KEY);
          return [...stream.groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, group]): Reply => ({ map: [
            ['name', name], ['consumers', group.consumers.size], ['pending', group.pending.size], ['last-delivered-id', idText(group.lastId)],
            ['entries-read', group.entriesRead ?? null], ['lag', lagOf(stream, group) ?? null],
          ] }));
        },
      },
      consumers: {
        arity: 4,
        run([key = '', name = ''], { store }, db) {
          const stream = db.stream(key) ?? fail(NO_SUCH_KEY);
          const group = stream.groups.get(name) ?? fail(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
          return [...group.consumers.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)).map((consumer): Reply => ({ map: [
            ['name', consumer.name], ['pending', [...group.pending.values()].filter((pending) => pending.consumer === consumer).length], ['idle', Math.max(0, store.clock.now() - consumer.seenAt)],
          ] }));
        },
      },
    },
  },
};

/** Redis's tree is described as it would be with full nodes of small entries. */
function describe(stream: Stream): Reply {
  const { entries, lastId, mostDeletedId, entriesAdded, groups } = stream;
  const nodes = Math.ceil(entries.length / NODE_ENTRIES);
  return { map: [
    ['length', entries.length], ['radix-tree-keys', nodes], ['radix-tree-nodes', nodes + 1], ['last-generated-id', idText(lastId)],
    ['max-deleted-entry-id', idText(mostDeletedId)], ['entries-added', entriesAdded], ['recorded-first-entry-id', idText(entries[0]?.id ?? 0n)],
    ['groups', groups.size], ['first-entry', entries[0] ? entryReply(entries[0]) : null], ['last-entry', entries.length > 0 ? entryReply(entries.at(-1)!) : null],
  ] };
}

import type { Client, Commands } from './command.ts';
import { matchesGlob } from './glob.ts';
import { fail, type Reply } from './reply.ts';

/** Messages to whoever listens at the moment; nothing of them is kept. */
export const publishing: Commands = {
  publish: { arity: 3, run: ([channel = '', message = ''], { store }) => store.publish(channel, message) },
  subscribe: { arity: -2, whileSubscribed: true, run: (channels, client) => each(client, 'subscribe', channels, (channel) => client.channels.add(channel)) },
  psubscribe: { arity: -2, whileSubscribed: true, run: (patterns, client) => each(client, 'psubscribe', patterns, (pattern) => client.patterns.add(pattern)) },
  unsubscribe: { arity: -1, whileSubscribed: true, run: (channels, client) => leave(client, 'unsubscribe', channels, client.channels) },
  punsubscribe: { arity: -1, whileSubscribed: true, run: (patterns, client) => leave(client, 'punsubscribe', patterns, client.patterns) },
  pubsub: {
    arity: -2,
    run: () => fail("ERR wrong number of arguments for 'pubsub' command"),
    subcommands: {
      channels: {
        arity: -2,
        run([pattern = '*'], { store }) {
          const all = new Set([...store.clients].flatMap(({ channels }) => [...channels]));
          return { set: [...all].filter((channel) => matchesGlob(pattern, channel)) };
        },
      },
      numsub: { arity: -2, run: (channels, { store }) => channels.flatMap((channel) => [channel, [...store.clients].filter((client) => client.channels.has(channel)).length]) },
      numpat: { arity: 2, run: (_args, { store }) => new Set([...store.clients].flatMap(({ patterns }) => [...patterns])).size },
    },
  },
};

/** A confirmation for each name: all but the last come as messages do. */
function each(client: Client, kind: string, names: (string | null)[], change: (name: string) => void): Reply {
  let last: Reply = null;
  for (const [index, name] of names.entries()) {
    if (name !== null) change(name);
    last = [kind, name, client.channels.size + client.patterns.size];
    if (index < names.length - 1) client.receive(last);
  }
  return last;
}

function leave(client: Client, kind: string, names: string[], from: Set<string>): Reply {
  const given = names.length > 0 ? names : [...from];
  return each(client, kind, given.length > 0 ? given : [null], (name) => from.delete(name));
}

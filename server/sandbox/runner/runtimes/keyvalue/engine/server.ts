import type { Commands } from './command.ts';
import { matchesGlob } from './glob.ts';
import { integerOf } from './numbers.ts';
import { fail, OK, type Reply } from './reply.ts';
import type { Store } from './store.ts';

const BAD_INDEX = 'ERR DB index is out of range';
const BAD_NAME = 'ERR Client names cannot contain spaces, newlines or special characters.';

/** Some three thousand years: a clock that is moved farther could no longer tell the time. */
const LONGEST_SLEEP_MS = 1e14;

/** The server itself: databases, clock, clients, and a little of what it tells of itself. */
export const server: Commands = {
  ping: {
    arity: -1, whileSubscribed: true,
    run(args, client) {
      if (args.length > 1) fail("ERR wrong number of arguments for 'ping' command");
      if (client.channels.size + client.patterns.size > 0) return ['pong', args[0] ?? ''];
      return args[0] ?? { status: 'PONG' };
    },
  },
  echo: { arity: 2, run: ([text = '']) => text },
  select: {
    arity: 2,
    run([text = ''], client) {
      const index = integerOf(text);
      if (!client.store.databases[index]) fail(BAD_INDEX);
      client.index = index;
      return OK;
    },
  },
  swapdb: {
    arity: 3,
    run([one = '', other = ''], { store }) {
      const first = store.databases[integerOf(one, 'ERR invalid first DB index')] ?? fail(BAD_INDEX);
      first.swap(store.databases[integerOf(other, 'ERR invalid second DB index')] ?? fail(BAD_INDEX));
      return OK;
    },
  },
  dbsize: { arity: 1, run: (_args, _client, db) => db.size },
  flushdb: {
    arity: -1,
    run(args, _client, db) {
      checkFlush(args);
      db.clear();
      return OK;
    },
  },
  flushall: {
    arity: -1,
    run(args, { store }) {
      checkFlush(args);
      for (const db of store.databases) db.clear();
      return OK;
    },
  },
  time: {
    arity: 1,
    run(_args, { store }) {
      const now = store.clock.now();
      return [String(Math.floor(now / 1000)), String(Math.round((now % 1000) * 1000))];
    },
  },
  lastsave: { arity: 1, run: (_args, { store }) => Math.floor(store.startedAt / 1000) },
  debug: {
    arity: -2,
    run: () => fail('ERR only DEBUG SLEEP is available here'),
    subcommands: {
      sleep: {
        arity: 3,
        run([seconds = ''], { store }) {
          store.clock.sleep(Math.min(LONGEST_SLEEP_MS, Math.max(0, Math.round((Number.parseFloat(seconds) || 0) * 1000))));
          return OK;
        },
      },
    },
  },
  client: {
    arity: -2,
    run: () => fail("ERR wrong number of arguments for 'client' command"),
    subcommands: {
      id: { arity: 2, run: (_args, client) => client.id },
      getname: { arity: 2, run: (_args, client) => (client.name === '' ? null : client.name) },
      setname: {
        arity: 3,
        run([name = ''], client) {
          if (/[^!-~]/.test(name)) fail(BAD_NAME);
          client.name = name;
          return OK;
        },
      },
    },
  },
  config: {
    arity: -2,
    run: () => fail("ERR wrong number of arguments for 'config' command"),
    subcommands: {
      get: {
        arity: -3,
        run(patterns, { store }) {
          const found = [...store.settings].filter(([name]) => patterns.some((pattern) => matchesGlob(pattern.toLowerCase(), name)));
          return { map: found };
        },
      },
      set: { arity: -4, run: () => fail('ERR CONFIG SET is not available here: the settings of this server are fixed') },
      resetstat: { arity: 2, run: () => OK },
    },
  },
  info: { arity: -1, run: ([section], { store }) => info(store, section?.toLowerCase()) },
};

function checkFlush(args: string[]): void {
  if (args.length > 1 || (args[0] !== undefined && !['SYNC', 'ASYNC'].includes(args[0].toUpperCase()))) fail('ERR syntax error');
}

function info(store: Store, wanted: string | undefined): Reply {
  const sections: Record<string, string[]> = {
    server: ['redis_version:7.0.15', 'redis_mode:standalone', `uptime_in_seconds:${Math.floor((store.clock.now() - store.startedAt) / 1000)}`],
    clients: [`connected_clients:${store.clients.size}`],
    memory: ['maxmemory:0', 'maxmemory_policy:noeviction'],
    replication: ['role:master', 'connected_slaves:0'],
    keyspace: store.databases.flatMap((db, index) => (db.size === 0 ? [] : [`db${index}:keys=${db.size},expires=${db.expiring},avg_ttl=0`])),
  };
  const everything = wanted === undefined || ['all', 'default', 'everything'].includes(wanted);
  return Object.entries(sections).filter(([name]) => everything || name === wanted)
    .map(([name, lines]) => `# ${name[0]!.toUpperCase()}${name.slice(1)}\r\n${lines.map((line) => `${line}\r\n`).join('')}`).join('\r\n');
}

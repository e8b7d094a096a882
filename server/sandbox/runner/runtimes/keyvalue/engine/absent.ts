import type { Commands } from './command.ts';
import { fail } from './reply.ts';

/** What Redis has and this engine has not, by why. */
const absent: Record<string, string[]> = {
  'scripts in Lua do not run in this sandbox; MULTI, WATCH and EXEC do several commands together': [
    'EVAL', 'EVALSHA', 'EVAL_RO', 'EVALSHA_RO', 'SCRIPT', 'FCALL', 'FCALL_RO', 'FUNCTION',
  ],
  'GEOSEARCH has taken its place': ['GEORADIUS', 'GEORADIUSBYMEMBER', 'GEORADIUS_RO', 'GEORADIUSBYMEMBER_RO'],
  'this server has no files, no network and no other servers': [
    'SAVE', 'BGSAVE', 'BGREWRITEAOF', 'SHUTDOWN', 'REPLICAOF', 'SLAVEOF', 'ROLE', 'SYNC', 'PSYNC', 'CLUSTER', 'FAILOVER', 'WAIT', 'MIGRATE', 'MODULE', 'MONITOR',
    'READONLY', 'READWRITE', 'SPUBLISH', 'SSUBSCRIBE', 'SUNSUBSCRIBE',
  ],
  'this server has no users, and its clients speak one protocol': ['ACL', 'AUTH', 'HELLO', 'RESET', 'QUIT'],
  'it is left out of this sandbox': ['SORT', 'SORT_RO', 'BITFIELD', 'BITFIELD_RO', 'LCS', 'DUMP', 'RESTORE', 'MEMORY', 'LATENCY', 'SLOWLOG', 'LOLWUT', 'XSETID', 'PFDEBUG', 'PFSELFTEST'],
};

/** Commands that say by name that they are not here. */
export const absentCommands: Commands = Object.fromEntries(Object.entries(absent).flatMap(([why, names]) => names.map((name) => [
  name.toLowerCase(), { arity: -1, run: () => fail(`ERR ${name} is not available here: ${why}.`) },
])));

import type { Commands } from './command.ts';
import { fail, OK } from './reply.ts';

/** Commands that run together, and only if nobody has touched what they depend on. */
export const transactions: Commands = {
  multi: {
    arity: 1, control: true,
    run(_args, client) {
      if (client.queue) fail('ERR MULTI calls can not be nested');
      client.queue = [];
      return OK;
    },
  },
  exec: { arity: 1, control: true, run: (_args, client) => client.exec() },
  discard: {
    arity: 1, control: true,
    run(_args, client) {
      if (!client.queue) fail('ERR DISCARD without MULTI');
      client.discard();
      return OK;
    },
  },
  watch: {
    arity: -2, control: true,
    run(keys, client) {
      if (client.queue) fail('ERR WATCH inside MULTI is not allowed');
      for (const key of keys) client.watch(key);
      return OK;
    },
  },
  unwatch: {
    arity: 1,
    run(_args, client) {
      client.unwatch();
      return OK;
    },
  },
};

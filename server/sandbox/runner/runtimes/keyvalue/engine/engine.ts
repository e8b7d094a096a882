import { Session, type SessionOptions } from './session.ts';
import { Store, type StoreOptions } from './store.ts';

// Redis 7.0 as a plain module: no globals of a platform, no time and no randomness of its own. Text goes in and comes out as bytes, see
// bytes.ts. What is answered, errors included, is compared with a real redis-server in test/sandbox/keyvalue. Where it cannot be the same:
// - the order of sets of texts, of KEYS and of SCAN is the one in which things came; cursors are counted on from it,
// - OBJECT ENCODING looks at a value as it is, not at what it has been before,
// - PFCOUNT counts exactly instead of estimating, and the `~` of MAXLEN takes nodes to hold 100 entries,
// - some commands are left out, and say so by name (absent.ts).

export { asBytes, asText } from './bytes.ts';
export { Waiting } from './command.ts';
export { isFailure, type Failure, type MapReply, type Reply, type SetReply, type Status } from './reply.ts';
export { Session, type SessionOptions } from './session.ts';
export { OutOfMemory, Store, type Clock, type StoreOptions } from './store.ts';

/**
 * An empty store. `openStore(…).session()` is a client, and its `execute(['SET', 'key', 'value'])` answers; the words are bytes, so
 * `asBytes` goes around text that may not be ASCII. Errors of commands are replies; only OutOfMemory is thrown.
 */
export function openStore(options: StoreOptions): { store: Store; session(options?: SessionOptions): Session } {
  const store = new Store(options);
  return { store, session: (sessionOptions = {}) => new Session(store, sessionOptions) };
}

import type { PlainReply } from '../../../keyvalue/inside/program.ts';
import { commandNames } from './command-names.ts';
import { ReplyError } from './errors.ts';
import { Link } from './link.ts';
import { wordsOf } from './words.ts';

type Command = (...args: unknown[]) => Promise<unknown>;
type Handler = (...values: unknown[]) => void;

const link = new Link();
const numbers = new WeakMap<Redis, number>();

/** Gives the reply as it comes. */
async function send(redis: Redis, name: string, args: unknown[]): Promise<PlainReply> {
  return link.send(numbers.get(redis)!, wordsOf(name, args));
}

/** A client of the program's one Redis, in the manner of ioredis: a method for each command, in lower case, that promises the reply. */
export class Redis {
  readonly #handlers: { event: string; handler: Handler; once: boolean }[] = [];
  declare readonly status: string;

  constructor() {
    numbers.set(this, link.connect((message) => this.#hear(message)));
  }

  /** Any command by its name. */
  async call(name: string, ...args: unknown[]): Promise<unknown> {
    return valueOf(await send(this, name, args), name);
  }

  /** Another client of the same Redis: for a subscriber, a WATCH of its own, or a command that waits. */
  duplicate(): Redis {
    return new Redis();
  }

  /** Commands that are sent together, when `exec` is called. */
  pipeline(): Chain {
    return new Chain(this, false);
  }

  /** The same as one transaction. */
  multi(): Chain {
    return new Chain(this, true);
  }

  on(event: string, handler: Handler): this {
    this.#handlers.push({ event, handler, once: false });
    return this;
  }

  once(event: string, handler: Handler): this {
    this.#handlers.push({ event, handler, once: true });
    return this;
  }

  off(event: string, handler: Handler): this {
    const at = this.#handlers.findIndex((one) => one.event === event && one.handler === handler);
    if (at >= 0) this.#handlers.splice(at, 1);
    return this;
  }

  async connect(): Promise<void> {}

  async quit(): Promise<'OK'> {
    return 'OK';
  }

  disconnect(): void {}

  #hear(message: PlainReply): void {
    if (!Array.isArray(message)) return;
    const [kind, ...values] = message;
    for (const one of this.#handlers.filter(({ event }) => event === kind)) {
      if (one.once) this.off(one.event, one.handler);
      one.handler(...values);
    }
  }
}
Object.defineProperty(Redis.prototype, 'status', { value: 'ready' });

for (const name of commandNames) {
  const command: Command = async function (this: Redis, ...args) {
    return this.call(name, ...args);
  };
  Object.defineProperty(Redis.prototype, name, { value: Object.defineProperty(command, 'name', { value: name }), writable: true, configurable: true });
}

/** Commands one after the other, sent by `exec`: `redis.multi().incr('a').get('a').exec()`. */
export class Chain {
  readonly #redis: Redis;
  readonly #atOnce: boolean;
  readonly #commands: [name: string, args: unknown[]][] = [];

  constructor(redis: Redis, atOnce: boolean) {
    this.#redis = redis;
    this.#atOnce = atOnce;
  }

  get length(): number {
    return this.#commands.length;
  }

  call(name: string, ...args: unknown[]): this {
    wordsOf(name, args); // what is no value is told where it is written
    this.#commands.push([name, args]);
    return this;
  }

  /** For each command its error or null, and its reply; null when a watched key has changed. */
  async exec(): Promise<[Error | null, unknown][] | null> {
    if (!this.#atOnce) return Promise.all(this.#commands.map(([name, args]) => outcome(this.#redis.call(name, ...args))));
    const sent = [send(this.#redis, 'multi', []), ...this.#commands.map(([name, args]) => send(this.#redis, name, args))];
    const done = send(this.#redis, 'exec', []);
    await Promise.allSettled(sent); // what is refused is refused as a whole, by EXEC
    const replies = await done;
    if (!Array.isArray(replies)) return null;
    return replies.map((reply, index): [Error | null, unknown] => {
      const [name, args] = this.#commands[index]!;
      return isError(reply) ? [new ReplyError(reply.error, wordsOf(name, args), ''), undefined] : [null, valueOf(reply, name)];
    });
  }
}

for (const name of commandNames) {
  Object.defineProperty(Chain.prototype, name, { value(this: Chain, ...args: unknown[]) { return this.call(name, ...args); }, writable: true, configurable: true });
}

async function outcome(promise: Promise<unknown>): Promise<[Error | null, unknown]> {
  try {
    return [null, await promise];
  } catch (error) {
    return [error as Error, undefined];
  }
}

function isError(reply: PlainReply): reply is { error: string } {
  return typeof reply === 'object' && reply !== null && 'error' in reply;
}

/** HGETALL gives an object; other maps are lists of keys and values in turn, as the protocol has them. */
function valueOf(reply: PlainReply, name: string): unknown {
  if (Array.isArray(reply)) return reply.map((item) => valueOf(item, ''));
  if (typeof reply !== 'object' || reply === null) return reply;
  if ('status' in reply) return reply.status;
  if (!('map' in reply)) return reply;
  const pairs = reply.map.map(([key, value]): [string, unknown] => [key, valueOf(value, '')]);
  return name.toLowerCase() === 'hgetall' ? Object.fromEntries(pairs) : pairs.flat();
}

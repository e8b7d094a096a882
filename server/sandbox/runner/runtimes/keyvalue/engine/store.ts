import { Database } from './database.ts';
import { matchesGlob } from './glob.ts';
import type { Reply } from './reply.ts';

export interface Clock {
  /** Unix time in ms. */
  now(): number;
  /** Lets time pass: for DEBUG SLEEP, and for a blocking command that nothing comes to. */
  sleep(ms: number): void;
}

export interface StoreOptions {
  clock: Clock;
  /** As Math.random: from 0 up to, without, 1. */
  random(): number;
  /** The longest string that may be made, in bytes, where memory does not suffice for Redis's own 512 MB. */
  mostBytes?: number;
}

/** Whoever gets what is published to its channels. */
export interface Subscriber {
  readonly channels: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
  receive(message: Reply): void;
}

/** A string would need more memory than there is. */
export class OutOfMemory extends Error {}

const DATABASES = 16;
export const MOST_STRING_BYTES = 512 * 1024 * 1024; // proto-max-bulk-len of redis.conf

/** What all clients share. */
export class Store {
  readonly clock: Clock;
  readonly random: () => number;
  readonly databases: readonly Database[];
  readonly settings = new Map([['maxmemory', '0'], ['maxmemory-policy', 'noeviction'], ['databases', String(DATABASES)], ['save', ''], ['appendonly', 'no'], ['timeout', '0']]);
  readonly startedAt: number;
  readonly clients = new Set<Subscriber>();
  readonly #mostBytes: number;
  #lastClient = 0;

  constructor(options: StoreOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.#mostBytes = options.mostBytes ?? MOST_STRING_BYTES;
    this.startedAt = this.clock.now();
    this.databases = Array.from({ length: DATABASES }, () => new Database(() => this.clock.now()));
  }

  /** Counts a new client in, and returns its number. */
  connect(client: Subscriber): number {
    this.clients.add(client);
    return (this.#lastClient += 1);
  }

  /** A whole number from 0 up to, without, `below`. */
  randomBelow(below: number): number {
    return Math.floor(this.random() * below);
  }

  /** Throws OutOfMemory when a string of so many bytes cannot be made here; beyond Redis's own limit that is the command's to say. */
  need(bytes: number): void {
    if (bytes > this.#mostBytes) throw new OutOfMemory(`a string of ${bytes} bytes`);
  }

  /** Tells everyone who has subscribed, and returns how many were told. */
  publish(channel: string, message: string): number {
    const told = [...this.clients].flatMap((client) => [
      ...(client.channels.has(channel) ? [{ client, reply: ['message', channel, message] }] : []),
      ...[...client.patterns].filter((pattern) => matchesGlob(pattern, channel)).map((pattern) => ({ client, reply: ['pmessage', pattern, channel, message] })),
    ]);
    for (const { client, reply } of told) client.receive(reply);
    return told.length;
  }
}

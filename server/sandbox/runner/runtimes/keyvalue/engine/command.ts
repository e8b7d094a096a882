import type { Database } from './database.ts';
import type { Reply } from './reply.ts';
import type { Store } from './store.ts';

/** A command that waits for something that is not there yet, such as BLPOP on an empty list. */
export class Waiting {
  /** Unix time in ms at which it gives up; undefined: never. */
  readonly until: number | undefined;
  /** Its reply, once what it waits for is there. */
  readonly attempt: () => Reply | undefined;

  constructor(until: number | undefined, attempt: () => Reply | undefined) {
    this.until = until;
    this.attempt = attempt;
  }
}

/** Who sends commands, as commands see it. */
export interface Client {
  readonly store: Store;
  readonly db: Database;
  readonly id: number;
  name: string;
  /** The number of its database. */
  index: number;
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  /** Commands since MULTI. */
  queue: { command: Command; args: string[] }[] | undefined;
  /** Runs what was queued, whatever fails of it. Null when a watched key has changed. */
  exec(): Reply;
  /** Forgets what was queued and what is watched. */
  discard(): void;
  watch(key: string): void;
  unwatch(): void;
  /** Gets what is published, and all confirmations but the last of a command that has several. */
  receive(message: Reply): void;
}

export interface Command {
  /** How many words it takes, its own name among them; below zero: at least as many. */
  arity: number;
  /** Throws a CommandError for what is answered as an error. */
  run(args: string[], client: Client, db: Database): Reply | Waiting;
  /** Answered at once even within MULTI. */
  control?: boolean;
  /** Allowed to a client that has subscribed. */
  whileSubscribed?: boolean;
  /** By the second word, in lower case; their arity counts both words. */
  subcommands?: Commands;
}

/** By names in lower case. */
export type Commands = Record<string, Command>;

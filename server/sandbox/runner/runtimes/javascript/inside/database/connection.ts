import { jsonParse, jsonStringify, NativePromise } from '../primordials.ts';
import { onIdle, request } from '../requests.ts';
import { misuse, PostgresError, type Fields } from './errors.ts';
import type { Sent } from './values.ts';

/** What the runner answers to a statement; see Reply in runtimes/sql/inside/program.ts. */
export interface Reply {
  results: { columns: { name: string; type: string }[]; rows: (string | null)[][]; rowCount: number; command: string; answersRows: boolean }[];
  error?: Fields;
  notices: Fields[];
}

/** Who sends statements: the program itself, or a transaction that has the connection to itself until it is over. */
export interface Sender {
  over: boolean;
  readonly name: string;
  /** What to do when others wait for it without end. */
  readonly remedy: string;
}

interface Waiting { sender: Sender; go: () => void; refuse: (error: Error) => void }

const blockedBy = ({ name, remedy }: Sender): string => `This statement waits for the database's one connection, which is held by ${name} and never given back: it would wait forever. ${remedy}`;

/**
 * The one connection of a program. Statements go to it in the order in which they are sent; while a transaction holds it, those of all
 * others wait until it is over.
 */
export class Connection {
  #holder: Sender | undefined;
  #waiting: Waiting[] = [];

  constructor() {
    onIdle(() => this.#refuseBlocked());
  }

  /** Parameters that are undefined mean: one message, which may hold several statements. `stack` tells where it was written. */
  async execute(sender: Sender, sql: string, parameters: Sent[] | undefined, stack: string): Promise<Reply> {
    if (sender.over) throw misuse('CONNECTION_ENDED', `Nothing can be sent any more, because ${sender.name} is over. Look for a statement that comes too late, or that is not awaited.`);
    if (this.#holder && this.#holder !== sender) await this.#turnOf(sender);
    const reply = jsonParse(await request(jsonStringify({ to: 'sql', sql, ...(parameters ? { parameters } : {}), stack }))) as Reply;
    if (reply.error) throw new PostgresError(reply.error, sql, stack);
    return reply;
  }

  /** Waits until nobody holds the connection, and then holds it. */
  async acquire(sender: Sender): Promise<void> {
    if (this.#holder) await this.#turnOf(sender, true);
    this.#holder = sender;
  }

  release(sender: Sender): void {
    sender.over = true;
    if (this.#holder !== sender) return;
    this.#holder = undefined;
    this.#goOn();
  }

  #turnOf(sender: Sender, toHold = false): Promise<void> {
    return new NativePromise((resolve, refuse) => {
      const go = (): void => {
        if (toHold) this.#holder = sender;
        resolve();
      };
      this.#waiting.push({ sender, go, refuse });
    });
  }

  #goOn(): void {
    while (!this.#holder) {
      const next = this.#waiting.shift();
      if (!next) return;
      next.go();
    }
  }

  /** Nothing else is left to happen, so whoever holds the connection waits, most probably for one of those that wait for it. */
  #refuseBlocked(): boolean {
    const blocked = this.#holder ? this.#waiting.shift() : undefined;
    blocked?.refuse(misuse('CONNECTION_BLOCKED', blockedBy(this.#holder!)));
    return blocked !== undefined;
  }
}

import { Waiting, type Client, type Command } from './command.ts';
import { commands } from './commands.ts';
import type { Database, Watcher } from './database.ts';
import { CommandError, fail, type Reply } from './reply.ts';
import type { Store } from './store.ts';

export interface SessionOptions { onMessage?: (message: Reply) => void }

interface Watched { db: Database; key: string; /** It was there, with a time to live, when it was watched. */ expires: boolean }

/** One client: its database, its transaction, what it watches and has subscribed to. */
export class Session implements Client, Watcher {
  readonly store: Store;
  readonly id: number;
  name = '';
  index = 0;
  readonly channels = new Set<string>();
  readonly patterns = new Set<string>();
  queue: { command: Command; args: string[] }[] | undefined;
  readonly #onMessage: (message: Reply) => void;
  #watched: Watched[] = [];
  #changed = false;
  #refused = false;

  constructor(store: Store, { onMessage = () => {} }: SessionOptions) {
    this.store = store;
    this.id = store.connect(this);
    this.#onMessage = onMessage;
  }

  get db(): Database {
    return this.store.databases[this.index]!;
  }

  /** Runs one command, of which the first word is the name. What would wait is answered when the clock has got there. Throws OutOfMemory alone. */
  execute(words: readonly string[]): Reply {
    const answer = this.begin(words);
    if (!(answer instanceof Waiting)) return answer;
    if (answer.until === undefined) return { error: 'ERR this would wait for ever: nothing else can happen meanwhile' };
    this.store.clock.sleep(Math.max(0, answer.until - this.store.clock.now()));
    return null;
  }

  /** The same for whoever lets other clients go on while this one waits. */
  begin(words: readonly string[]): Reply | Waiting {
    const [name = '', ...args] = words;
    try {
      const { command, rest } = find(name, args);
      if (this.subscribed && !command.whileSubscribed) {
        fail(`ERR Can't execute '${name.toLowerCase()}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`);
      }
      if (!this.queue || command.control) return command.run(rest, this, this.db);
      this.queue.push({ command, args: rest });
      return { status: 'QUEUED' };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      if (name.toLowerCase() === 'exec' && args.length > 0) {
        this.discard();
        return { error: error.message.replace(/^ERR/, 'EXECABORT Transaction discarded because of:') };
      }
      if (this.queue && !isControl(name)) this.#refused = true;
      return { error: error.message };
    }
  }

  /** Whether what a command waits for is there now, and then its reply. */
  retry(waiting: Waiting): Reply | undefined {
    try {
      return waiting.attempt();
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { error: error.message };
    }
  }

  /** The client goes away. */
  close(): void {
    this.discard();
    this.channels.clear();
    this.patterns.clear();
    this.store.clients.delete(this);
  }

  exec(): Reply {
    const queue = this.queue ?? fail('ERR EXEC without MULTI');
    const refused = this.#refused;
    const changed = this.#changed || this.#watched.some(({ db, key, expires }) => expires && db.get(key) === undefined);
    this.discard();
    if (refused) fail('EXECABORT Transaction discarded because of previous errors.');
    if (changed) return null;
    return queue.map(({ command, args }) => this.#inTransaction(command, args));
  }

  /** What would wait does not within a transaction. */
  #inTransaction(command: Command, args: string[]): Reply {
    try {
      const answer = command.run(args, this, this.db);
      return answer instanceof Waiting ? null : answer;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return { error: error.message };
    }
  }

  discard(): void {
    this.queue = undefined;
    this.#refused = false;
    this.unwatch();
  }

  watch(key: string): void {
    const { db } = this;
    if (this.#watched.some((one) => one.db === db && one.key === key)) return;
    this.#watched.push({ db, key, expires: db.expiry(key) !== undefined });
    db.watch(key, this);
  }

  unwatch(): void {
    for (const { db, key } of this.#watched) db.unwatch(key, this);
    this.#watched = [];
    this.#changed = false;
  }

  changed(): void {
    this.#changed = true;
  }

  get subscribed(): boolean {
    return this.channels.size + this.patterns.size > 0;
  }

  receive(message: Reply): void {
    this.#onMessage(message);
  }
}

function isControl(name: string): boolean {
  return commands[name.toLowerCase()]?.control === true;
}

const SHOWN_NAME = 128;

/** The command that words name, with what follows its name. Throws a CommandError when there is none, or when it takes another number of words. */
function find(name: string, args: string[]): { command: Command; rest: string[] } {
  const lower = name.toLowerCase();
  const command = Object.hasOwn(commands, lower) ? commands[lower]! : fail(unknown(name, args));
  const container = command.subcommands;
  if (!container || args.length === 0) return { command: checked(command, lower, args), rest: args };
  const [subcommand = '', ...rest] = args;
  const found = Object.hasOwn(container, subcommand.toLowerCase()) ? container[subcommand.toLowerCase()]! : fail(`ERR unknown subcommand '${subcommand.slice(0, SHOWN_NAME)}'. Try ${name.toUpperCase()} HELP.`);
  checked(found, `${lower}|${subcommand.toLowerCase()}`, args);
  return { command: found, rest };
}

function checked(command: Command, name: string, args: string[]): Command {
  const words = args.length + 1;
  if (command.arity >= 0 ? words !== command.arity : words < -command.arity) fail(`ERR wrong number of arguments for '${name}' command`);
  return command;
}

function unknown(name: string, args: string[]): string {
  let shown = '';
  for (const arg of args) {
    if (shown.length >= SHOWN_NAME) break;
    shown += `'${arg.slice(0, SHOWN_NAME - shown.length)}' `;
  }
  return `ERR unknown command '${name.slice(0, SHOWN_NAME)}', with args beginning with: ${shown}`.replaceAll(/[\r\n]/g, ' ');
}


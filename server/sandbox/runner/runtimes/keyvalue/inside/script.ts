import { asBytes, openStore, Waiting, type Reply, type Session, type StoreOptions } from '../engine/engine.ts';
import { wordsOf } from './words.ts';

/** Who sends the lines before the first `#@`. */
export const FIRST_CLIENT = 'main';
const SWITCH = /^#@\s*(\S+)/;
const REPEAT = /^\d{1,9}$/;

/** A line that cannot be run, or that can never come to its end; the script stops there. */
export class ScriptError extends Error {
  readonly line: number;
  readonly hint: string;
  constructor(message: string, line: number, hint: string) {
    super(message);
    this.line = line;
    this.hint = hint;
  }
}

export interface Answer {
  client: string;
  /** In capitals; `MESSAGE` and the like for what was published to the client. */
  command: string;
  reply: Reply;
}

export interface Listener {
  /** Before a command runs. */
  line(number: number): void;
  answer(answer: Answer): void;
}

interface Connection { name: string; session: Session; waiting?: { command: string; line: number; what: Waiting } | undefined }

/**
 * Runs scripts against one store, as if each line were typed into redis-cli: one command to a line, quotes as there, a number in front
 * repeats. Blank lines and those that begin with `#` are passed over.
 *
 * A line `#@ worker` is where another client takes over: the lines that follow are sent by the client `worker`, which connects when it
 * is first named; `#@ main` gives back to the first one. So one script shows what takes two: a message published to a subscriber, a lock
 * that another client was quicker to take, a worker that waits for a job. A command that waits (BLPOP) is answered as soon as another
 * client brings what it waits for; when its own client goes on, or the script ends, the clock runs on to its timeout first.
 */
export class Scripts {
  readonly #store: ReturnType<typeof openStore>;
  readonly #options: StoreOptions;
  #connections = new Map<string, Connection>();
  #current!: Connection;
  #listener!: Listener;
  #messages: Answer[] = [];
  #line = 0;

  constructor(options: StoreOptions) {
    this.#options = options;
    this.#store = openStore(options);
  }

  /** With clients of its own. Throws ScriptError and OutOfMemory. Returns sentences about what was still open at the end. */
  run(code: string, listener: Listener): string[] {
    for (const { session } of this.#connections.values()) session.close();
    this.#connections = new Map();
    this.#listener = listener;
    this.#connect(FIRST_CLIENT);
    for (const [index, text] of code.split('\n').entries()) {
      this.#line = index + 1;
      this.#runLine(asBytes(text.trim()));
    }
    return this.#end();
  }

  #runLine(text: string): void {
    if (text === '') return;
    if (text.startsWith('#')) {
      const client = SWITCH.exec(text)?.[1];
      if (client !== undefined) this.#connect(client);
      return;
    }
    const words = wordsOf(text) ?? this.#stop('Invalid argument(s)', 'A quote is left open here, or something follows a closing quote without a blank between them.');
    const times = words.length > 1 && words[0]! < ':' && REPEAT.test(words[0]!) ? Number(words.shift()) : 1;
    for (let time = 0; time < times; time += 1) this.#send(words);
  }

  #connect(name: string): void {
    const known = this.#connections.get(name);
    if (known) {
      this.#current = known;
      return;
    }
    const session = this.#store.session({ onMessage: (reply) => void this.#messages.push({ client: name, command: nameOfMessage(reply), reply }) });
    this.#current = { name, session };
    this.#connections.set(name, this.#current);
  }

  #send(words: string[]): void {
    const client = this.#current;
    if (client.waiting) this.#waitUntil(client, client.waiting);
    this.#listener.line(this.#line);
    const command = words[0]!.toUpperCase();
    const answer = client.session.begin(words);
    if (answer instanceof Waiting) client.waiting = { command, line: this.#line, what: answer };
    else this.#tell({ client: client.name, command, reply: answer });
    this.#wake();
  }

  /** What a command's own client was told comes before its reply, what others were told after it. */
  #tell(answer: Answer): void {
    const messages = this.#messages;
    this.#messages = [];
    for (const message of messages) if (message.client === answer.client) this.#listener.answer(message);
    this.#listener.answer(answer);
    for (const message of messages) if (message.client !== answer.client) this.#listener.answer(message);
  }

  /** Answers clients that have waited long enough, or for something that is there now; whoever came first is served first. */
  #wake(): void {
    for (let woken = true; woken;) {
      woken = false;
      for (const client of [...this.#connections.values()].filter(({ waiting }) => waiting).toSorted((one, other) => one.waiting!.line - other.waiting!.line)) {
        const { what, command } = client.waiting!;
        const late = what.until !== undefined && what.until <= this.#options.clock.now();
        const reply = late ? null : client.session.retry(what);
        if (reply === undefined) continue;
        client.waiting = undefined;
        this.#tell({ client: client.name, command, reply });
        woken = true;
      }
    }
  }

  /** Lets the clock run on until this client is answered. */
  #waitUntil(client: Connection, { command, line, what }: NonNullable<Connection['waiting']>): void {
    if (what.until === undefined) this.#stop(`${client.name} still waits for ${command} (line ${line}), so it cannot send anything else.`, 'With the timeout 0 it waits until another client brings something; give it a timeout in seconds, or push first.');
    for (const until of this.#times().filter((time) => time <= what.until!)) this.#pass(until);
  }

  #times(): number[] {
    return [...this.#connections.values()].flatMap(({ waiting }) => waiting?.what.until ?? []).toSorted((one, other) => one - other);
  }

  #pass(until: number): void {
    this.#options.clock.sleep(Math.max(0, until - this.#options.clock.now()));
    this.#wake();
  }

  #end(): string[] {
    for (const until of this.#times()) this.#pass(until);
    return [...this.#connections.values()].flatMap(({ name, waiting, session }) => [
      ...(waiting ? [`${name} still waits for ${waiting.command} (line ${waiting.line}): with the timeout 0 it would wait for ever.`] : []),
      ...(session.queue ? [`The transaction of ${name} was still open at the end of your code, so nothing of it was done. EXEC ends one.`] : []),
    ]);
  }

  #stop(message: string, hint: string): never {
    throw new ScriptError(message, this.#line, hint);
  }
}

function nameOfMessage(reply: Reply): string {
  return Array.isArray(reply) ? String(reply[0]).toUpperCase() : '';
}

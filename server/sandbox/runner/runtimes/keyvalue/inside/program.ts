import { asBytes, asText, isFailure, openStore, OutOfMemory, Waiting, type Reply, type Session } from '../engine/engine.ts';
import { wordsOf } from './words.ts';

// What a program in another language asks of its Redis, one command after the other. Its clock is the program's, which comes with every command.

/** A reply as a program gets it: text instead of bytes, numbers as far as they are exact. */
export type PlainReply = number | string | null | PlainReply[] | { status: string } | { error: string } | { map: [string, PlainReply][] };

/** A command of a client, with the time in ms at which it comes; without words, only the time has passed. */
export interface ProgramCommand { id: number; client: number; words?: string[]; now: number }

export interface ProgramAnswer {
  /** To the commands that are answered now, by their ids: this one, or some that have waited. The rest waits. */
  replies: { id: number; reply: PlainReply }[];
  /** What was published to clients. */
  told: { client: number; message: PlainReply }[];
  /** When the next command that waits gives up. */
  until?: number;
  /** The time afterwards: later only if a command moved the clock. */
  now: number;
}

interface Held { id: number; session: Session; waiting: Waiting }

/** The Redis of one case. */
export class ProgramStore {
  readonly #store: ReturnType<typeof openStore>;
  readonly #sessions = new Map<number, Session>();
  #now: number;
  #held: Held[] = [];
  #told: ProgramAnswer['told'] = [];

  constructor(now: number, random: () => number, mostBytes: number) {
    this.#now = now;
    this.#store = openStore({ clock: { now: () => this.#now, sleep: (ms) => void (this.#now += ms) }, random, mostBytes });
  }

  /** Runs an exercise's own commands, one on a line; the first error that is answered. */
  prepare(setup: string): string | undefined {
    const session = this.#store.session();
    for (const line of setup.split('\n').map((text) => text.trim())) {
      if (line === '' || line.startsWith('#')) continue;
      const words = wordsOf(asBytes(line));
      if (!words) return `a quote is left open: ${line}`;
      const reply = session.execute(words);
      if (isFailure(reply)) return `${asText(reply.error)}: ${line}`;
    }
    session.close();
    return undefined;
  }

  execute({ id, client, words, now }: ProgramCommand): ProgramAnswer {
    this.#now = Math.max(this.#now, now);
    const replies = this.#wake();
    if (words) {
      const session = this.#sessionOf(client);
      const answer = session.begin(words.map(asBytes));
      if (answer instanceof Waiting) this.#held.push({ id, session, waiting: answer });
      else replies.push({ id, reply: plain(answer) });
      replies.push(...this.#wake());
    }
    const told = this.#told;
    this.#told = [];
    const untils = this.#held.flatMap(({ waiting }) => waiting.until ?? []);
    return { replies, told, now: this.#now, ...(untils.length > 0 ? { until: Math.min(...untils) } : {}) };
  }

  #sessionOf(client: number): Session {
    const session = this.#sessions.get(client) ?? this.#store.session({ onMessage: (message) => void this.#told.push({ client, message: plain(message) }) });
    this.#sessions.set(client, session);
    return session;
  }

  /** Answers those whose time is over, or for whom there is something now; whoever came first is served first. */
  #wake(): ProgramAnswer['replies'] {
    const replies: ProgramAnswer['replies'] = [];
    for (let woken = true; woken;) {
      woken = false;
      for (const held of this.#held) {
        const late = held.waiting.until !== undefined && held.waiting.until <= this.#now;
        const reply = held.session.retry(held.waiting) ?? (late ? null : undefined);
        if (reply === undefined) continue;
        this.#held = this.#held.filter((other) => other !== held);
        replies.push({ id: held.id, reply: plain(reply) });
        woken = true;
        break;
      }
    }
    return replies;
  }
}

function plain(reply: Reply): PlainReply {
  if (typeof reply === 'string') return asText(reply);
  if (typeof reply === 'bigint') return Number.isSafeInteger(Number(reply)) ? Number(reply) : String(reply);
  if (typeof reply !== 'object' || reply === null) return reply;
  if (Array.isArray(reply)) return reply.map(plain);
  if ('set' in reply) return reply.set.map(asText);
  if ('map' in reply) return { map: reply.map.map(([key, value]) => [asText(key), plain(value)]) };
  return 'status' in reply ? { status: reply.status } : { error: asText(reply.error) };
}

/** What the runner calls, with JSON in and out; `undefined` in the place of an answer says that there is no memory for it. */
export function programHarness(random: () => number): { openProgram(setup: string, now: number, mostBytes: number): string; command(text: string): string } {
  let store: ProgramStore | undefined;
  const within = (work: () => unknown): string => {
    try {
      return JSON.stringify({ done: work() });
    } catch (error) {
      if (error instanceof OutOfMemory || (error instanceof RangeError && /^Invalid (?:string|array) length/.test(error.message))) return JSON.stringify({ stop: 'memory' });
      throw error;
    }
  };
  return {
    openProgram: (setup, now, mostBytes) => within(() => {
      store = new ProgramStore(now, random, mostBytes);
      return { error: store.prepare(setup) };
    }),
    command: (text) => within(() => store!.execute(JSON.parse(text) as ProgramCommand)),
  };
}

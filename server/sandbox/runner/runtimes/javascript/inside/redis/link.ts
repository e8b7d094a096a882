import type { PlainReply, ProgramAnswer } from '../../../keyvalue/inside/program.ts';
import { clockNow, passTo } from '../clock.ts';
import { jsonParse, jsonStringify, mapDelete, mapGet, mapSet, NativeMap, NativePromise } from '../primordials.ts';
import { request } from '../requests.ts';
import { after } from '../timers.ts';
import { ReplyError } from './errors.ts';

interface Sent { words: string[]; stack: string; resolve: (reply: PlainReply) => void; reject: (error: ReplyError) => void }

/** The way of a program's commands to its Redis: in the order in which they are sent, whichever client sends them. */
export class Link {
  readonly #sent = new NativeMap<number, Sent>();
  readonly #hearers = new NativeMap<number, (message: PlainReply) => void>();
  #lastId = 0;
  #lastClient = 0;
  /** When it is asked next whether what waits is over. */
  #wakesAt: number | undefined;

  /** The number of a new client; `hear` gets what is published to it. */
  connect(hear: (message: PlainReply) => void): number {
    this.#lastClient += 1;
    mapSet(this.#hearers, this.#lastClient, hear);
    return this.#lastClient;
  }

  send(client: number, words: string[]): Promise<PlainReply> {
    const stack = new Error('here').stack ?? '';
    this.#lastId += 1;
    const id = this.#lastId;
    return new NativePromise((resolve, reject) => {
      mapSet(this.#sent, id, { words, stack, resolve, reject });
      void this.#exchange({ id, client, words, stack });
    });
  }

  async #exchange(command: { id: number; client: number; words?: string[]; stack?: string }): Promise<void> {
    const { replies, told, until, now } = jsonParse(await request(jsonStringify({ to: 'redis', now: clockNow(), ...command }))) as ProgramAnswer;
    passTo(now);
    for (const { client, message } of told) mapGet(this.#hearers, client)?.(message);
    for (const { id, reply } of replies) this.#settle(id, reply);
    if (until !== undefined) this.#wakeAt(until);
  }

  #settle(id: number, reply: PlainReply): void {
    const sent = mapGet(this.#sent, id);
    mapDelete(this.#sent, id);
    if (!sent) return;
    if (typeof reply === 'object' && reply !== null && 'error' in reply) sent.reject(new ReplyError(reply.error, sent.words, sent.stack));
    else sent.resolve(reply);
  }

  /** A command that waits is over at that time, if nothing comes before. */
  #wakeAt(until: number): void {
    if (this.#wakesAt !== undefined && this.#wakesAt <= until) return;
    this.#wakesAt = until;
    after(until - clockNow(), () => {
      this.#wakesAt = undefined;
      void this.#exchange({ id: 0, client: 0 });
    });
  }
}

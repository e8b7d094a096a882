import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BareOrder } from './bare-isolate.ts';

/** A process that does nothing but run the bare isolate; `close` ends it. */
export class BareIsolate {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('./bare-isolate.ts', import.meta.url)), [], { execArgv: ['--no-node-snapshot', '--import', 'tsx'] });

  /** Milliseconds of each run. */
  async times(how: BareOrder['how'], runs: number): Promise<number[]> {
    return await this.#ask({ how, want: 'times', runs }) as number[];
  }

  /** How many runs it managed in `ms`. */
  async loop(how: BareOrder['how'], ms: number): Promise<number> {
    return await this.#ask({ how, want: 'loop', ms }) as number;
  }

  close(): void {
    this.#child.disconnect();
  }

  async #ask(order: BareOrder): Promise<unknown> {
    this.#child.send(order);
    const waiting = new AbortController();
    const ended = once(this.#child, 'exit', { signal: waiting.signal }).then(([exit]) => { throw new Error(`the bare isolate's process ended with ${String(exit)}`); });
    const [answer] = await Promise.race([once(this.#child, 'message'), ended]) as [unknown];
    ended.catch(() => undefined); // the abort below is no failure
    waiting.abort();
    return answer;
  }
}

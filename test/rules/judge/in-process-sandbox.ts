import type { Observation, RunOutcome, RunRequest } from '../../../server/contract/observation.ts';
import type { RunOptions, Sandbox } from '../../../server/contract/sandbox.ts';
import type { Value } from '../../../server/contract/value.ts';
import { SandboxBusy } from '../../../server/errors.ts';

/** Runs the trusted functions of a test in this process, by the Sandbox contract; counts runs and can be full. */
export class InProcessSandbox implements Sandbox {
  readonly requests: RunRequest[] = [];
  readonly owners: string[] = [];
  full = false;
  /** Code that ends in a crash. */
  crashing: string | undefined;
  busy = 0;
  readonly queued = 0;

  async run(request: RunRequest, options: RunOptions): Promise<RunOutcome> {
    if (this.full) throw new SandboxBusy('All runners are busy.', 1);
    this.requests.push(request);
    this.owners.push(options.owner);
    this.busy += 1;
    await new Promise((resolve) => setImmediate(resolve));
    this.busy -= 1;
    const base = { stdout: '', stderr: '', durationMs: 1 };
    if (request.code === this.crashing) return { ...base, observations: [], stop: { reason: 'crashed', message: 'It crashed.' } };
    let main: (...args: Value[]) => Value | undefined;
    try {
      main = new Function(`return (${request.code})`)() as typeof main;
    } catch (error) {
      return { ...base, observations: [], stop: { reason: 'not-loaded', error: { name: 'SyntaxError', message: String(error), line: 1 } } };
    }
    const observations = request.inputs.map((input, index): Observation => {
      if (input.kind !== 'call') throw new Error('only calls are run here');
      try {
        return { index, ...base, ended: 'returned', value: main(...input.args) ?? { $: 'undefined' } };
      } catch (error) {
        return { index, ...base, ended: 'threw', error: { name: (error as Error).name, message: (error as Error).message } };
      }
    });
    return { ...base, observations, stop: { reason: 'finished' } };
  }

  ready() {
    return this.full ? { ok: false as const, why: 'full' } : { ok: true as const };
  }

  async close() {}
}

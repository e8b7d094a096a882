import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { CaseInput } from '../../server/contract/exercise.ts';
import { limitsFor, type Limits } from '../../server/contract/limits.ts';
import type { Observation, RunEvent, RunOutcome } from '../../server/contract/observation.ts';
import type { Runtime } from '../../server/contract/runtimes.ts';
import type { Value } from '../../server/contract/value.ts';
import { openSandbox, type RunnerSandbox, type SandboxOptions } from '../../server/sandbox/sandbox.ts';

/** One sandbox with real runners for a test file; after each test none of them may still be at work. */
export function useSandbox(runners = 2, options: Omit<SandboxOptions, 'runners'> = {}): { readonly sandbox: RunnerSandbox; run: typeof run } {
  let sandbox: RunnerSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({ runners, ...options });
  }, 30_000);
  afterEach(() => {
    expect(sandbox.busy).toBe(0);
    expect(sandbox.queued).toBe(0);
  });
  afterAll(() => sandbox.close());

  function run(code: string, inputs: CaseInput[], given: Given = {}): Promise<RunOutcome> {
    const { runtime = 'javascript', files = {}, limits = {}, owner = `learner ${(owners += 1)}`, signal, onEvent } = given;
    return sandbox.run({ runtime, code, files, limits: limitsFor(runtime, limits), inputs }, { owner, ...(signal ? { signal } : {}), ...(onEvent ? { onEvent } : {}) });
  }
  return { get sandbox() { return sandbox; }, run };
}

let owners = 0;

interface Given {
  runtime?: Runtime;
  files?: Record<string, string>;
  limits?: Partial<Limits>;
  owner?: string;
  signal?: AbortSignal;
  onEvent?: (event: RunEvent) => void;
}

export const call = (name: string, ...args: Value[]): CaseInput => ({ kind: 'call', function: name, args });

export const program = (stdin = '', ...argv: string[]): CaseInput => ({ kind: 'program', stdin, argv });

/** `GET /books`, or a request with a body and headers. */
export function http(...requests: (string | { send: string; body?: string; headers?: Record<string, string> })[]): CaseInput {
  return {
    kind: 'http',
    requests: requests.map((request) => {
      const { send, headers = {}, body } = typeof request === 'string' ? { send: request } : request;
      const [method = '', path = ''] = send.split(' ');
      return { method, path, headers, ...(body === undefined ? {} : { body }) };
    }),
  };
}

/** What each call returned; anything else that happened stands there as it is. */
export function returned(outcome: RunOutcome): unknown[] {
  return outcome.observations.map((observation) => (observation?.ended === 'returned' ? observation.value : observation ?? outcome.stop));
}

export function observed<E extends Observation['ended']>(outcome: RunOutcome, ended: E, index = 0): Observation & { ended: E } {
  const observation = outcome.observations[index];
  if (observation?.ended !== ended) throw new Error(`expected ${ended}, found ${JSON.stringify(observation ?? outcome)}`);
  return observation as Observation & { ended: E };
}

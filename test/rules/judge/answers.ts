import type { QueryCase } from '../../../server/contract/exercise.ts';
import type { Observation, ResultSet, RunOutcome, RunRequest, QueryError, SqlValue } from '../../../server/contract/observation.ts';
import type { RunOptions, Sandbox } from '../../../server/contract/sandbox.ts';
import { SandboxBusy } from '../../../server/errors.ts';

// What SQL answers, in few words: `rows('id:int4 name:text', [['1', 'Ada']])`.

const position = { file: 'shop.md', line: 1, column: 1 };

export const queryCase = (name: string, more: Partial<QueryCase> = {}): QueryCase => ({ name, hidden: false, position, dataset: 'small', ordered: false, named: false, ...more });

export function rows(columns: string, values: SqlValue[][], more: Partial<ResultSet> = {}): ResultSet {
  const named = columns.split(' ').filter((column) => column !== '').map((column) => {
    const [name = '', type = 'text'] = column.split(':');
    return { name, type };
  });
  return { columns: named, rows: values, rowCount: values.length, command: 'SELECT', durationMs: 1, ...more };
}

export const sqlError = (code: string, message: string, more: Partial<QueryError> = {}): QueryError => ({ name: 'error', message, code, ...more });

type Answer = Extract<Observation, { ended: 'answered' }>;

export const answered = (index: number, results: ResultSet[], more: Partial<Answer> = {}): Answer => ({
  index, stdout: '', stderr: '', durationMs: 1, ended: 'answered', results, notices: [], attempts: [], ...more,
});

/** Answers SQL as a test has written down: by the code, then by the input's place. Counts runs and can be full. */
export class ScriptedSandbox implements Sandbox {
  readonly requests: RunRequest[] = [];
  readonly owners: string[] = [];
  full = false;
  readonly busy = 0;
  readonly queued = 0;
  private readonly script: Record<string, (setup: string) => Partial<Answer> | 'crash' | 'timeout'>;

  constructor(script: Record<string, (setup: string) => Partial<Answer> | 'crash' | 'timeout'>) {
    this.script = script;
  }

  async run(request: RunRequest, options: RunOptions): Promise<RunOutcome> {
    if (this.full) throw new SandboxBusy('All runners are busy.', 1);
    this.requests.push(request);
    this.owners.push(options.owner);
    await new Promise((resolve) => setImmediate(resolve));
    const base = { stdout: '', stderr: '', durationMs: 1 };
    const observations: Observation[] = [];
    for (const [index, input] of request.inputs.entries()) {
      if (input.kind !== 'query') throw new Error('only queries are run here');
      const answer = this.script[request.code]?.(input.setup) ?? {};
      if (answer === 'crash') return { ...base, observations, stop: { reason: 'crashed', message: 'It crashed.' } };
      if (answer === 'timeout') return { ...base, observations, stop: { reason: 'timed-out', limit: { name: 'time', value: 2000, unit: 'ms' }, message: 'Too long.' } };
      const observation = answered(index, [], answer);
      observations.push(observation);
      options.onEvent?.({ type: 'observed', observation });
    }
    return { ...base, observations, stop: { reason: 'finished' } };
  }

  ready() {
    return { ok: true as const };
  }

  async close() {}
}

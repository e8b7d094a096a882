import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallCase } from '../../../server/contract/exercise.ts';
import { limitsFor, limitsSchema, type Limits } from '../../../server/contract/limits.ts';
import type { RunOutcome, RunRequest } from '../../../server/contract/observation.ts';
import { verdictSchema, type RunReport, type Verdict } from '../../../server/contract/report.ts';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import type { Expected, Value } from '../../../server/contract/value.ts';
import { inputsOf, judge } from '../../../server/judge/judge.ts';
import { judgePlayground } from '../../../server/judge/playground.ts';

const RUNTIMES: Record<string, Runtime> = { js: 'javascript', ts: 'typescript', py: 'python', php: 'php' };

/**
 * A program that attacks, with how it has to end. Its file begins (after `<?php` in PHP) with comments of the shape `// name: value`, or `# name: value`:
 *
 *   verdict: timed-out                 first line, always
 *   limits: timeMs=200 memoryMb=16     others are the defaults
 *   call: f(1, "a") gives 2            a test case; several lines make several. Without any, it is run as a program of the playground
 *   hidden: f(7) gives 4242            the same, hidden
 *   stdout contains: text              kept whatever became of the program; also `stdout length: 13`, `message contains: text`
 *
 * Anywhere in what comes back, the word ESCAPED means that the attack has succeeded.
 */
export interface HostileProgram {
  name: string;
  verdict: Verdict;
  limits: Limits;
  request: RunRequest;
  judge(outcome: RunOutcome): RunReport;
  stdoutContains: string | undefined;
  stdoutLength: number | undefined;
  messageContains: string | undefined;
}

/** Those in a folder beside this file. */
export function readHostilePrograms(folder = 'programs'): HostileProgram[] {
  const path = join(import.meta.dirname, folder);
  return readdirSync(path).sort().map((file) => readProgram(file, readFileSync(join(path, file), 'utf8')));
}

function readProgram(file: string, text: string): HostileProgram {
  const lines = text.split('\n');
  const given: [name: string, value: string][] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '<?php') continue;
    const found = /^(?:\/\/|#) (verdict|limits|call|hidden|stdout contains|stdout length|message contains): (.*)$/.exec(line);
    if (!found) break;
    given.push([found[1]!, found[2]!]);
    lines[index] = ''; // what is expected does not enter a runner, and lines keep their numbers
  }
  if (given[0]?.[0] !== 'verdict') throw new Error(`${file}: the first line must be its verdict`);
  const only = (name: string): string | undefined => given.find(([one]) => one === name)?.[1];
  const runtime = RUNTIMES[file.slice(file.lastIndexOf('.') + 1)]!;
  const limits = limitsSchema.parse(limitsFor(runtime, Object.fromEntries((only('limits') ?? '').split(' ').filter(Boolean).map((limit) => {
    const [name, value] = limit.split('=');
    return [name, Number(value)];
  }))));
  const cases = given.filter(([name]) => name === 'call' || name === 'hidden').map(([name, value]) => readCase(file, value, name === 'hidden'));
  const tests = { kind: 'call' as const, function: cases[0]?.function ?? '', cases };
  const { cases: ordered, inputs } = cases.length > 0 ? inputsOf(tests, 'all') : { cases: [], inputs: [{ kind: 'program' as const, stdin: '', argv: [] }] };
  const length = only('stdout length');
  return {
    name: file, verdict: verdictSchema.parse(only('verdict')), limits,
    request: { runtime, code: lines.join('\n'), files: {}, limits, inputs },
    judge: (outcome) => (cases.length > 0 ? judge(tests, ordered, outcome) : judgePlayground(inputs[0]!, outcome)),
    stdoutContains: only('stdout contains'), stdoutLength: length === undefined ? undefined : Number(length), messageContains: only('message contains'),
  };
}

function readCase(file: string, text: string, hidden: boolean): CallCase & { function: string } {
  const found = /^(\w+)\((.*)\) gives (.*)$/.exec(text);
  if (!found) throw new Error(`${file}: cannot read the call ${text}`);
  const [, name = '', args = '', returns = ''] = found;
  return {
    name: text, hidden, position: { file, line: 1, column: 1 }, function: name,
    args: (JSON.parse(`[${args}]`) as unknown[]).map(valueOf) as Value[], returns: valueOf(JSON.parse(returns)) as Expected,
  };
}

/** JSON as contract/value.ts writes it down. */
function valueOf(json: unknown): Value {
  if (Array.isArray(json)) return json.map(valueOf);
  if (typeof json === 'object' && json !== null) return { $: 'object', entries: Object.entries(json).map(([key, value]) => [key, valueOf(value)]) };
  return json as Value;
}

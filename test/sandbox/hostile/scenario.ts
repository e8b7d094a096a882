import { setTimeout as sleep } from 'node:timers/promises';
import { limitsFor } from '../../../server/contract/limits.ts';
import { inWebAssembly, type Runtime } from '../../../server/contract/runtimes.ts';
import { openSandbox, type RunnerSandbox } from '../../../server/sandbox/sandbox.ts';
import { readHostilePrograms, type HostileProgram } from './programs.ts';

/** What a run may take beyond its deadline until its outcome is there (issue 3). */
export const LATE_MS = 300;
/** What making an instance of a WebAssembly runtime may take when none was ready: it comes before the program's own time. */
const MAKING_MS = 400;
const TICK_MS = 5;

/**
 * How long this process itself was kept from running: on a machine that is busy with other things, the very clock that ends a
 * run comes late, and so does the measurement. What is measured here is therefore allowed on top of LATE_MS, and nothing else.
 */
class Lateness {
  #last = performance.now();
  #most = 0;
  readonly #timer = setInterval(() => {
    const now = performance.now();
    this.#most = Math.max(this.#most, now - this.#last - TICK_MS);
    this.#last = now;
  }, TICK_MS);

  /** The longest stretch so far, in ms. */
  end(): number {
    clearInterval(this.#timer);
    return Math.max(this.#most, performance.now() - this.#last - TICK_MS);
  }
}

/**
 * Runs a hostile program once and returns what is wrong with how it ended; nothing, when all is well. Its time is measured from the
 * moment the run is handed to its runner until the outcome is there.
 */
export async function attack(sandbox: RunnerSandbox, program: HostileProgram, owner = program.name): Promise<string[]> {
  const lateness = new Lateness();
  let startedAt = Number.NaN;
  const outcome = await sandbox.run(program.request, { owner, onEvent: (event) => {
    if (event.type === 'started') startedAt = performance.now();
  } });
  const took = performance.now() - startedAt;
  const making = inWebAssembly.has(program.request.runtime) ? MAKING_MS : 0;
  const allowed = program.limits.timeMs + LATE_MS + making + lateness.end();
  const report = program.judge(outcome);
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string): void => void (holds || problems.push(`${program.name}: ${problem}`));
  expect(report.verdict === program.verdict, `is ${report.verdict}, should be ${program.verdict} (${report.message?.slice(0, 200)})`);
  expect(took <= allowed, `took ${Math.round(took)} ms, ${Math.round(allowed)} were allowed`);
  expect(!JSON.stringify(report).includes('ESCAPED'), `has escaped: ${report.stdout.slice(0, 200)} ${report.message?.slice(0, 200)}`);
  expect(outcome.stdout.includes(program.stdoutContains ?? ''), `printed ${JSON.stringify(outcome.stdout.slice(0, 100))}, without ${program.stdoutContains}`);
  expect(program.stdoutLength === undefined || outcome.stdout.length === program.stdoutLength, `printed ${outcome.stdout.length} characters`);
  expect(report.message?.includes(program.messageContains ?? '') ?? program.messageContains === undefined, `says ${report.message?.slice(0, 200)}`);
  const printed = Buffer.byteLength(outcome.stdout) + Buffer.byteLength(outcome.stderr);
  expect(printed <= program.limits.outputBytes, `printed ${printed} bytes, beyond its limit`);
  return problems;
}

const IN_JAVASCRIPT = 'export function sumOf(numbers) { let sum = 0; for (const one of numbers) sum += one; console.log("sum", sum); return sum }';
const HONEST: Partial<Record<Runtime, string>> = {
  javascript: IN_JAVASCRIPT, typescript: IN_JAVASCRIPT,
  python: 'def sum_of(numbers):\n    print("sum", sum(numbers))\n    return sum(numbers)',
  php: '<?php function sumOf($numbers) { echo "sum ", array_sum($numbers), "\\n"; return array_sum($numbers); }',
};

/** Runs an honest program with arguments of its own and returns what is wrong with its answer; nothing, when it is right. */
export async function honestRun(sandbox: RunnerSandbox, number: number, owner = 'honest', runtime: Runtime = 'javascript'): Promise<string[]> {
  const inputs = [[number, 1], [number, 2, 3]].map((args) => ({ kind: 'call' as const, function: 'sumOf', args: [args] }));
  const { observations, stop } = await sandbox.run({ runtime, code: HONEST[runtime]!, files: {}, limits: limitsFor(runtime), inputs }, { owner });
  const answers = observations.map((one) => (one?.ended === 'returned' ? [one.value, one.stdout] : one));
  const right = [number + 1, number + 5].map((sum) => [sum, `sum ${sum}\n`]);
  return JSON.stringify(answers) === JSON.stringify(right) ? [] : [`an honest run got ${JSON.stringify(answers)?.slice(0, 300)} ${JSON.stringify(stop)}`];
}

/** Each program `repeats` times in a row, each time followed by an honest run. */
export async function attackInARow(sandbox: RunnerSandbox, program: HostileProgram, repeats: number): Promise<string[]> {
  const problems: string[] = [];
  for (let turn = 0; turn < repeats; turn += 1) {
    problems.push(...await attack(sandbox, program), ...await honestRun(sandbox, turn, 'honest', program.request.runtime));
    if (sandbox.busy !== 0) problems.push(`${program.name}: ${sandbox.busy} runners still at work`);
  }
  return problems;
}

/**
 * All programs, `together` at a time, with an honest run beside each. Hostile runs that share the processors with others are held to
 * their verdict, not to their time; for memory, the deadline may come first.
 */
export async function attackTogether(sandbox: RunnerSandbox, programs: HostileProgram[], together: number): Promise<string[]> {
  const problems: string[] = [];
  for (let at = 0; at < programs.length; at += together) {
    const group = programs.slice(at, at + together);
    const hostile = group.map(async (program) => {
      const outcome = await sandbox.run(program.request, { owner: program.name });
      const report = program.judge(outcome);
      const right = report.verdict === program.verdict || (program.verdict === 'out-of-memory' && report.verdict === 'timed-out');
      if (!right || JSON.stringify(report).includes('ESCAPED')) problems.push(`${program.name}: beside others it is ${report.verdict}, should be ${program.verdict} (${report.message?.slice(0, 200)})`);
    });
    const honest = group.map(async (_, index) => void problems.push(...await honestRun(sandbox, at + index, `honest ${index}`, group[index]!.request.runtime)));
    await Promise.all([...hostile, ...honest]);
    if (sandbox.busy + sandbox.queued !== 0) problems.push(`${sandbox.busy} runners still at work, ${sandbox.queued} runs waiting`);
  }
  return problems;
}

/** For `npm run soak`: every program `repeats` times in a row, then all of them `together` at a time beside honest runs. */
export async function hostileScenario({ repeats, together, folders }: { repeats: number; together: number; folders: string[] }): Promise<{ figures: string[]; problems: string[] }> {
  const programs = folders.flatMap((folder) => readHostilePrograms(folder));
  const sandbox = await openSandbox({ runners: 2 });
  const problems: string[] = [];
  const startedAt = performance.now();
  try {
    for (const program of programs) problems.push(...await attackInARow(sandbox, program, repeats));
    problems.push(...await attackTogether(sandbox, programs, together));
    await sleep(0);
    const { starts, failedStarts, replaced } = sandbox.stats();
    if (failedStarts > 0) problems.push(`${failedStarts} runners did not start`);
    return {
      figures: [
        `${programs.length} hostile programs, each ${repeats} times in a row and ${together} at once beside honest runs, in ${Math.round((performance.now() - startedAt) / 1000)} s`,
        `${starts} runners started; replaced for ${Object.entries(replaced).map(([cause, count]) => `${cause} ${count}`).join(', ')}`,
      ],
      problems: [...new Set(problems)],
    };
  } finally {
    await sandbox.close();
  }
}

import type { Exercise, Mistake, SourcePosition } from '../contract/exercise.ts';
import type { RunReport } from '../contract/report.ts';
import { isQueryRuntime, type Runtime } from '../contract/runtimes.ts';
import type { Sandbox } from '../contract/sandbox.ts';
import { executeAuthors, executePlayground } from '../judge/execute.ts';
import type { Execution } from '../judge/execute.ts';
import { agreement } from '../judge/fingerprint.ts';
import type { Fingerprint } from '../judge/fingerprint.ts';
import { matchingMistake } from '../judge/mistakes.ts';
import { findReferenceProblems } from './check-query.ts';
import type { ExerciseFile } from './exercise-file.ts';
import { renderLesson } from './lesson-body.ts';
import type { Example, LessonFile } from './lesson-file.ts';
import type { LoadedCurriculum } from './load.ts';
import { loadCurriculum } from './load.ts';
import type { CurriculumProblem } from './problem.ts';
import { inReadingOrder } from './problem.ts';

export interface CheckOptions {
  sandbox: Sandbox;
  /** How many exercises and examples are under way at a time; a few more than runners keeps every runner busy. */
  atATime: number;
  /** Only what lies at or below this file or folder, written as the files' own paths are. */
  within?: string;
}

/** What was proven, as counts; `seconds` from the first file read to the last run. */
export interface Proven { lessons: number; exercises: number; solutions: number; mistakes: number; examples: number; seconds: number }

/**
 * Proves a curriculum: everything that reading finds, then by running that each solution passes, each starter does not,
 * nor is given a mistake's advice, each mistake fails and brings its own advice, each test case is failed by something, and each example ends as it says.
 */
export async function checkCurriculum(dir: string, options: CheckOptions): Promise<{ problems: CurriculumProblem[]; proven: Proven }> {
  const started = performance.now();
  const loaded = await loadCurriculum(dir);
  const check = new Check(loaded, options, dir);
  const problems = await check.run();
  return { problems: inReadingOrder(problems), proven: { ...check.proven, seconds: (performance.now() - started) / 1000 } };
}

/** A mistake with what its code did. */
interface RunMistake extends Execution { mistake: Mistake; place: SourcePosition }

class Check {
  readonly proven = { lessons: 0, exercises: 0, solutions: 0, mistakes: 0, examples: 0 };
  private readonly loaded: LoadedCurriculum;
  private readonly options: CheckOptions;
  private readonly dir: string;
  private readonly problems: CurriculumProblem[] = [];

  constructor(loaded: LoadedCurriculum, options: CheckOptions, dir: string) {
    this.loaded = loaded;
    this.options = options;
    this.dir = dir;
  }

  async run(): Promise<CurriculumProblem[]> {
    this.problems.push(...this.loaded.problems.filter((problem) => this.isInside(problem.file)));
    const exercises = this.loaded.exerciseFiles.filter((file) => this.isInside(file.exercise.position.file));
    const lessons = this.loaded.lessonFiles.filter((lesson) => this.isInside(lesson.position.file));
    // A check that found nothing to prove must not look like one that proved everything.
    if (exercises.length === 0 && this.problems.length === 0 && !lessons.some((lesson) => lesson.position.file === this.options.within)) {
      this.problems.push({ file: this.options.within ?? this.dir, line: 1, column: 1, what: 'there is no exercise here, so nothing is proven', remedy: 'look whether the path is right' });
    }
    const ids = exercises.map((file) => file.exercise.id);
    const jobs = [
      ...exercises.map((file, index) => () => this.proveExercise(file, ids.indexOf(file.exercise.id) !== index)),
      ...lessons.flatMap((lesson) => lesson.examples.map((example) => () => this.proveExample(example, lesson))),
      ...lessons.map((lesson) => async () => {
        await this.findLostHeadings(lesson.links, lesson.id);
        if (this.loaded.curriculum.findLesson(lesson.id)) this.proven.lessons += 1;
      }),
      ...exercises.map((file) => () => this.findLostHeadings(file.links)),
    ];
    await inParallel(jobs, this.options.atATime);
    return this.problems;
  }

  /** `repeated`: another file has this id as well. Mistakes are known by it, so that proving them would name each as the other's. */
  private async proveExercise(file: ExerciseFile, repeated: boolean): Promise<void> {
    const exercise: Exercise = { ...file.exercise, lessonId: '' };
    const unknown = await findReferenceProblems(this.options.sandbox, exercise, file.places.solution.sql ?? exercise.position);
    this.problems.push(...unknown);
    // Without something to compare with, every run would only say so again.
    if (unknown.length > 0) return;
    const failedCases = new Set<string>();
    for (const runtime of exercise.runtimes) {
      await this.proveSolution(exercise, runtime, file.places.solution[runtime]);
      const starter = await this.proveStarter(exercise, runtime, file.places.starter[runtime], failedCases);
      if (repeated) continue;
      const mistakes: RunMistake[] = [];
      for (const [index, mistake] of exercise.mistakes.entries()) {
        const place = file.places.mistakes[index]?.[runtime] ?? mistake.position;
        const execution = await this.runMistake(exercise, runtime, mistake, place, failedCases);
        if (execution) mistakes.push({ mistake, place, ...execution });
      }
      for (const mistake of mistakes) this.proveAdvice(mistake, mistakes);
      this.refuseAdviceForStarter(exercise, runtime, file.places.starter[runtime] ?? exercise.position, starter, mistakes);
    }
    for (const testCase of repeated ? [] : exercise.tests.cases) {
      if (!failedCases.has(testCase.name)) this.wrong(testCase.position, `the case "${testCase.name}" proves nothing: no starter and no mistake fails it`, 'add a mistake that only this case catches, or remove the case');
    }
    this.proven.exercises += 1;
  }

  private async proveSolution(exercise: Exercise, runtime: Runtime, place: SourcePosition | undefined): Promise<void> {
    const report = await this.execute(exercise, runtime, exercise.solution[runtime]);
    if (report.verdict === 'passed') {
      this.proven.solutions += 1;
      return;
    }
    // What a report keeps from learners about hidden cases is what their author needs to see.
    const shown = await this.execute(withoutHiding(exercise), runtime, exercise.solution[runtime]);
    this.wrong(place ?? exercise.position, `the solution for \`${runtime}\` does not pass: ${summaryOf(shown.verdict === 'passed' ? report : shown)}`, 'mend the solution, or the case that it fails');
  }

  private async proveStarter(exercise: Exercise, runtime: Runtime, place: SourcePosition | undefined, failedCases: Set<string>): Promise<Fingerprint> {
    const { report, fingerprint } = await this.executeWhole(exercise, runtime, exercise.starter[runtime] ?? '');
    noteFailures(report, failedCases);
    if (report.verdict === 'passed') this.wrong(place ?? exercise.position, `the starter for \`${runtime}\` passes, so there is nothing to do`, 'leave out what the learner is to write, or add a case that it fails');
    return fingerprint;
  }

  /** Whoever presses Run or Submit without having written anything has made no mistake yet. */
  private refuseAdviceForStarter(exercise: Exercise, runtime: Runtime, place: SourcePosition, starter: Fingerprint, mistakes: RunMistake[]): void {
    const visible = exercise.tests.cases.filter((testCase) => !testCase.hidden).length;
    // Visible cases run first, so a run of them alone is the beginning of a run of all.
    const onRun = (whole: Fingerprint): Fingerprint => {
      const cases = whole.cases.slice(0, visible);
      return { ...whole, cases, passed: cases.every(({ kind }) => kind.startsWith('passed')) };
    };
    const read = mistakes.find(({ fingerprint }) => agreement(starter, fingerprint) !== undefined || agreement(onRun(starter), onRun(fingerprint)) !== undefined);
    if (read) this.wrong(place, `the starter for \`${runtime}\` would read the advice "${read.mistake.title}" before anything is written`, `let the starter fail in another way, such as ${isQueryRuntime(runtime) ? 'with an answer of another shape, or nothing but a comment' : 'by throwing `Error(\'not written yet\')`'}, or add a visible case that only one of them fails`);
  }

  private async runMistake(exercise: Exercise, runtime: Runtime, mistake: Mistake, place: SourcePosition, failedCases: Set<string>): Promise<Execution | undefined> {
    const code = mistake.code[runtime];
    if (code === undefined) return undefined;
    const execution = await this.executeWhole(exercise, runtime, code);
    noteFailures(execution.report, failedCases);
    if (execution.report.verdict !== 'passed') return execution;
    this.wrong(place, `the mistake "${mistake.title}" passes every case`, 'add a case that catches it, or remove the mistake');
    return undefined;
  }

  /** Whoever makes this mistake has to read its sentence, found as it will be found for them. */
  private proveAdvice({ mistake, place, report, fingerprint }: RunMistake, all: RunMistake[]): void {
    const found = matchingMistake(fingerprint, all);
    if (found === mistake) this.proven.mistakes += 1;
    else if (found) this.wrong(place, `whoever makes the mistake "${mistake.title}" reads "${found.title}" instead: both fail the same cases in the same way`, 'add a case that only one of them fails, or remove one');
    else this.wrong(place, `whoever makes the mistake "${mistake.title}" reads no advice: ${summaryOf(report)}`, 'make its code load, and fail at least one case');
  }

  private async proveExample(example: Example, { id }: LessonFile): Promise<void> {
    const { whole } = this.loaded;
    const begun = example.dataset === undefined ? undefined : whole.findDataset(example.runtime, `${whole.findLesson(id)?.trackId}/${example.dataset}`);
    if (example.dataset !== undefined && !begun) return; // named where the files were put together
    const run = () => executePlayground(this.options.sandbox, { runtime: example.runtime, code: example.code }, { owner: `check ${example.position.file}` }, begun?.setup);
    let report = await run();
    // As with exercises: the machine may have been busy.
    if (report.verdict === 'timed-out') report = await run();
    const passed = report.verdict === 'passed';
    if (passed && example.fails) this.wrong(example.position, 'this example is marked `fails`, and it ends well', 'remove `fails`, or let the error reach the end');
    else if (!passed && !example.fails) this.wrong(example.position, `this example does not end well: ${summaryOf(report)}`, 'mend its code, or mark it `run fails` if the error is what it shows');
    else this.proven.examples += 1;
  }

  /** Links whose part after `#` names no heading of the lesson they lead to. */
  private async findLostHeadings(links: { url: string; position: SourcePosition }[], ownLessonId?: string): Promise<void> {
    for (const { url, position } of links) {
      const [, lessonId = ownLessonId, heading] = /^(?:\/lessons\/([^#]+))?#(.+)$/.exec(url) ?? [];
      const lesson = lessonId === undefined ? undefined : this.loaded.whole.findLesson(lessonId);
      if (!lesson || !this.loaded.lessonFiles.some((file) => file.id === lesson.id && file.readThrough) || heading === undefined) continue;
      const { blocks } = await renderLesson(lesson);
      const exists = blocks.some((block) => block.kind === 'html' && block.html.includes(` id="${heading}"`));
      if (!exists) this.wrong(position, `the lesson \`${lesson.id}\` has no heading \`#${heading}\``, 'copy the address of the heading from the lesson\'s page, or leave out the part after `#`');
    }
  }

  private async execute(exercise: Exercise, runtime: Runtime, code: string | undefined): Promise<RunReport> {
    return (await this.executeWhole(exercise, runtime, code ?? '')).report;
  }

  private executeWhole(exercise: Exercise, runtime: Runtime, code: string): Promise<Execution> {
    return executeAuthors(this.options.sandbox, exercise, { runtime, code }, 'all', { owner: `check ${exercise.id}` });
  }

  private isInside(file: string): boolean {
    return this.options.within === undefined || this.options.within === this.dir || isWithin(file, this.options.within);
  }

  private wrong(position: SourcePosition, what: string, remedy: string): void {
    this.problems.push({ ...position, what, remedy });
  }
}

/** Whether a file is this file, or lies below this folder. */
export function isWithin(file: string, path: string): boolean {
  return file === path || path === '.' || file.startsWith(`${path}/`);
}

function noteFailures(report: RunReport, failedCases: Set<string>): void {
  for (const test of report.tests) if (test.status === 'failed' || test.status === 'error') failedCases.add(test.name);
}

function shown<Case extends { hidden: boolean }>(cases: Case[]): Case[] {
  return cases.map((testCase) => ({ ...testCase, hidden: false }));
}

function withoutHiding(exercise: Exercise): Exercise {
  const { tests } = exercise;
  switch (tests.kind) {
    case 'call': return { ...exercise, tests: { ...tests, cases: shown(tests.cases) } };
    case 'program': return { ...exercise, tests: { ...tests, cases: shown(tests.cases) } };
    case 'http': return { ...exercise, tests: { ...tests, cases: shown(tests.cases) } };
    case 'query': return { ...exercise, tests: { ...tests, cases: shown(tests.cases) } };
  }
}

/** What to look at first in a report; its message names the first case that does not pass. */
function summaryOf(report: RunReport): string {
  const test = report.tests.find(({ status }) => status === 'failed' || status === 'error');
  const line = report.line === undefined || /\bline \d/.test(report.message ?? '') ? '' : ` (line ${report.line})`;
  return `${report.verdict}: ${(report.message ?? test?.message ?? '').slice(0, 500)}${line}${test?.path ? ` (at ${test.path})` : ''}`;
}

async function inParallel(jobs: (() => Promise<void>)[], atATime: number): Promise<void> {
  const waiting = jobs[Symbol.iterator]();
  const worker = async () => { for (const job of waiting) await job(); };
  await Promise.all(Array.from({ length: Math.max(1, atATime) }, worker));
}

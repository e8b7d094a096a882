import type { CaseInput, HttpResponse } from '../../../../contract/exercise.ts';
import type { ProgramError } from '../../../../contract/observation.ts';
import type { Ended, RunnerRequest, RunnerStop } from '../../../messages.ts';
import { IsolateStopped } from '../../isolate.ts';
import type { Listener } from '../../runtime.ts';
import { describe, describeReport, E_COMPILE_ERROR, E_PARSE, isOutOfMemory, MAIN, type Thrown } from './errors.ts';
import type { ScriptEnd } from './inside/inside.ts';
import type { Instance } from './instance.ts';
import { lineOfLoop } from './loops.ts';

interface Settings {
  instance: Instance;
  /** Makes another one, when a case has cost the first. */
  make: () => Promise<Instance>;
  request: RunnerRequest;
  listener: Listener;
}

type Way = 'program' | 'calls' | 'request';

/** The run is over for a reason that is the same for whatever was to come. */
class Over extends Error {
  readonly stop: RunnerStop;
  constructor(stop: RunnerStop) {
    super(stop.reason);
    this.stop = stop;
  }
}

/**
 * One run. All cases of a `call` share one evaluation of main.php; a `program` or `http` case finds files and a PHP that have run
 * nothing: after each, memory and files are put back as they were before the first.
 */
export class Run {
  readonly #settings: Settings;
  #instance: Instance;
  #deadline = 0;
  #index = -1;
  #caseBegan = 0;
  #loaded = false;
  #finished = false;
  #failure: ProgramError | undefined;
  #answered: HttpResponse[] = [];
  #observed = new Set<number>();
  #disposed = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#instance = settings.instance;
  }

  dispose(): void {
    this.#disposed = true;
    this.#instance.dispose();
  }

  /** `begin` as in Runtime.observe. */
  async observe(begin: () => number): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const { inputs } = this.#settings.request;
    this.#load();
    if (inputs.length > 1 && inputs[0]?.kind !== 'call') this.#instance.harness.call('keep');
    this.#deadline = begin();
    this.#caseBegan = performance.now();
    const stop = await this.#observe();
    const memoryBytes = this.#instance.isolate.disposed ? undefined : Number(this.#instance.harness.call('memory'));
    return { stop, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
  }

  async #observe(): Promise<RunnerStop> {
    const { inputs, limits: { outputBytes } } = this.#settings.request;
    try {
      if (inputs[0]?.kind === 'call') {
        await this.#calls(inputs);
        return { reason: 'finished' };
      }
      for (const [index, input] of inputs.entries()) {
        if (index > 0) await this.#afresh();
        this.#begin(index);
        if (input.kind === 'program') await this.#program(input);
        else if (input.kind === 'http') await this.#requests(input, outputBytes);
      }
      return { reason: 'finished' };
    } catch (error) {
      const stop = await this.#stopOf(error);
      if (this.#answered.length > 0 && !this.#observed.has(this.#index)) this.#settle(this.#index, { ended: 'responded', responses: this.#answered });
      return stop;
    }
  }

  async #calls(inputs: CaseInput[]): Promise<void> {
    for (let first = 0; first < inputs.length;) {
      this.#loaded = false;
      this.#index = -1;
      const end = await this.#run('calls', { inputs, first });
      if (this.#failure) throw new Over({ reason: 'not-loaded', error: this.#failure });
      if (!this.#loaded) throw new Over({ reason: 'not-loaded', error: this.#failureOf(end, `Your code called exit() while it was loaded.`) });
      if (this.#finished) return;
      const index = Math.max(this.#index, first);
      this.#settle(index, { ended: 'threw', error: this.#failureOf(end, 'Your code called exit() before the function returned.') });
      first = index + 1;
      if (first < inputs.length) await this.#replace();
    }
  }

  async #program({ stdin, argv }: CaseInput & { kind: 'program' }): Promise<void> {
    const end = await this.#run('program', { stdin, argv });
    if (isUnread(end)) throw new Over({ reason: 'not-loaded', error: describeReport(end.fatal!) });
    const error = end.fatal || end.broken ? this.#failureOf(end, '') : undefined;
    if (end.broken && error) this.#settings.listener.print(this.#index, 'stderr', `${error.name}: ${error.message}\n`);
    this.#settle(this.#index, { ended: 'exited', exitCode: end.exitCode, ...(error ? { error } : {}) });
  }

  async #requests({ requests }: CaseInput & { kind: 'http' }, outputBytes: number): Promise<void> {
    let error: ProgramError | undefined;
    let room = outputBytes;
    for (const request of requests) {
      const end = await this.#run('request', { request, room });
      if (isUnread(end)) throw new Over({ reason: 'not-loaded', error: describeReport(end.fatal!) });
      if (end.fatal || end.broken) error ??= this.#failureOf(end, '');
      const { status, headers, body } = end.response!;
      room -= Buffer.byteLength(body);
      this.#answered.push({ status: end.broken ? 500 : status, headers: headersOf(headers), body: end.broken ? '' : body });
      if (end.broken) break;
    }
    this.#settle(this.#index, { ended: 'responded', responses: this.#answered, ...(error ? { error } : {}) });
  }

  /** Runs a script to its end. Throws Over when that ends the whole run. */
  async #run(way: Way, given: object): Promise<ScriptEnd> {
    const end = JSON.parse(String(await this.#instance.harness.run(way, [JSON.stringify(given)], this.#left()))) as ScriptEnd;
    this.#broken = end.broken !== undefined;
    const { fatal } = end;
    const line = lineIn(fatal ?? end);
    if (end.broken === 'output' || this.#settings.listener.full) throw new Over({ reason: 'output-limit', ...line });
    if (end.broken === 'memory' || isOutOfMemory(fatal)) throw new Over({ reason: 'out-of-memory', ...line });
    return end;
  }

  /** The script's end cannot be trusted to have left PHP in order. */
  #broken = false;

  async #afresh(): Promise<void> {
    if (this.#broken) return this.#replace();
    this.#instance.harness.call('rewind');
  }

  async #replace(): Promise<void> {
    this.#instance.dispose();
    const instance = await this.#settings.make();
    if (this.#disposed) instance.dispose();
    this.#instance = instance;
    this.#broken = false;
    this.#load();
    if (this.#settings.request.inputs[0]?.kind !== 'call') instance.harness.call('keep');
  }

  #load(): void {
    const { code, files, limits: { outputBytes } } = this.#settings.request;
    this.#instance.take = (kind, text) => this.#take(kind, text);
    this.#instance.harness.call('load', [JSON.stringify({ files: { ...files, 'main.php': code }, outputBytes })]);
  }

  #take(kind: string, text: string): void {
    switch (kind) {
      case 'stdout': case 'stderr': return this.#settings.listener.print(this.#index, kind, text);
      case 'loaded': this.#loaded = true; return;
      case 'failed': this.#failure ??= describe(JSON.parse(text) as Thrown); return;
      case 'began': return this.#begin(Number(text));
      case 'observed': return this.#see(text);
      case 'done': this.#finished = true; this.#index = -1;
    }
  }

  #begin(index: number): void {
    this.#index = index;
    this.#answered = [];
    this.#caseBegan = performance.now();
  }

  /** An observation counts for the case that is running. */
  #see(text: string): void {
    let ended: Ended;
    try {
      ended = JSON.parse(text) as Ended;
    } catch {
      return;
    }
    if (this.#index < 0) return;
    if ('error' in ended && ended.error) ended.error = describe(ended.error as Thrown);
    this.#settle(this.#index, ended);
  }

  #settle(index: number, ended: Ended): void {
    if (this.#observed.has(index)) return;
    this.#observed.add(index);
    this.#settings.listener.observe({ ...ended, index, durationMs: performance.now() - this.#caseBegan });
  }

  #failureOf(end: ScriptEnd, otherwise: string): ProgramError {
    const line = lineIn(end);
    if (end.broken === 'recursion') return { name: 'Error', message: 'PHP ran out of stack: a function, or a conversion such as __toString, calls itself without end (infinite recursion?).', ...line };
    if (end.broken === 'fibers') return { name: 'Error', message: 'Fibers are not available here. Use a generator (yield) instead.', ...line };
    if (end.broken) return { name: 'Error', message: `PHP itself stopped here (${end.detail ?? ''}): look for something that goes on without end (infinite recursion?).`, ...line };
    return end.fatal ? describeReport(end.fatal) : { name: 'Error', message: otherwise };
  }

  async #stopOf(error: unknown): Promise<RunnerStop> {
    if (error instanceof Over) return error.stop;
    if (this.#settings.listener.full) return { reason: 'output-limit' };
    if (!(error instanceof IsolateStopped)) throw error;
    if (error.reason === 'memory') return { reason: 'out-of-memory' };
    return { reason: 'timed-out', ...(error.reason === 'time' ? this.#loopAt(await this.#leftBehind()) : {}) };
  }

  /** Where PHP was when its time was over; what it had printed by then comes along. */
  async #leftBehind(): Promise<{ file?: string; line?: number }> {
    try {
      return JSON.parse(String(await this.#instance.harness.run('leftBehind', [], LEFT_BEHIND_MS))) as { file?: string; line?: number };
    } catch {
      return {};
    }
  }

  #loopAt(where: { file?: string; line?: number }): { line?: number } {
    const { line } = lineIn(where);
    return line === undefined ? {} : { line: lineOfLoop(this.#settings.request.code, line) };
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#deadline - performance.now()));
  }
}

const LEFT_BEHIND_MS = 50;

/** A line counts only in the learner's main file. */
function lineIn({ file, line }: { file?: string; line?: number }): { line?: number } {
  return file === MAIN && line !== undefined && line > 0 ? { line } : {};
}

/** Whether main.php could not be compiled: PHP reports that while nothing runs. */
function isUnread({ fatal }: ScriptEnd): boolean {
  return fatal?.file === MAIN && fatal.compiling && (fatal.type === E_PARSE || fatal.type === E_COMPILE_ERROR);
}

/** Names in lower case; several of one name are joined. */
function headersOf(lines: string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (const text of lines) {
    const colon = text.indexOf(':');
    if (colon < 1) continue;
    const name = text.slice(0, colon).toLowerCase();
    const value = text.slice(colon + 1).trim();
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  return Object.fromEntries(headers);
}

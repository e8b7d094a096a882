import type { HttpResponse } from '../../../../contract/exercise.ts';
import type { DataObserved, ProgramError } from '../../../../contract/observation.ts';
import type { Ended, RunnerRequest, RunnerStop } from '../../../messages.ts';
import { evaluate, Isolate, IsolateStopped, link } from '../../isolate.ts';
import type { Listener } from '../../runtime.ts';
import type { Databases } from './databases.ts';
import { describe, lineOf, type RawError } from './errors.ts';
import { databasesOf, Imports, moduleFiles, ModuleNotAvailable, placed } from './imports.ts';
import { MAY_CHANGE_BUILT_INS, MAY_IMPORT, MAY_WAIT } from './named-words.ts';
import { endOf } from './ended.ts';
import { begin, openDoor, openRealm, type Realm } from './realm.ts';
import { SourceProblem, sourcesOf, type Source } from './source.ts';

/** What `turn` answers; see inside/cases.ts. */
const ENDED = -2;
const NOTHING_LEFT = -1;
const ASKS = -3;

interface Settings {
  make: () => { isolate: Isolate; realm: Realm };
  request: RunnerRequest;
  listener: Listener;
  /** performance.now() at which the run is over. */
  deadline: number;
  toJavaScript: (code: string, fileName: string) => Source;
  /** What the program may ask, with the first case's data in it; undefined when its cases have none. */
  databases?: Databases | undefined;
}

/**
 * One run. All cases of a `call` share one evaluation of the module; a `program` or `http` case is evaluated afresh in a
 * context of its own, so that no case sees what another left.
 */
export class Run {
  readonly #settings: Settings;
  #sources: ReadonlyMap<string, Source> = new Map();
  readonly #observed = new Set<number>();
  #isolate: Isolate;
  #realm: Realm | undefined;
  #index = -1;
  #caseBegan = performance.now();
  /** What the harness observed; held back until it is known whether something was left unhandled. */
  #seen: Ended | undefined;
  #exitCode: number | undefined;
  /** What an app has answered so far in the running case, as JSON: kept for when it is stopped before its end. */
  #answered: string[] = [];
  readonly #atOnce: boolean;
  readonly #changesBuiltIns: boolean;

  constructor(settings: Settings) {
    this.#settings = settings;
    const files = [...moduleFiles(settings.request).values()];
    this.#atOnce = settings.request.inputs[0]?.kind === 'call' && !settings.databases && !files.some((code) => MAY_WAIT.test(code));
    this.#changesBuiltIns = files.some((code) => MAY_CHANGE_BUILT_INS.test(code));
    const { isolate, realm } = settings.make();
    this.#isolate = isolate;
    this.#realm = realm;
  }

  dispose(): void {
    this.#isolate.dispose();
  }

  async observe(): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const stop = await this.#observe();
    const memoryBytes = this.#isolate.memory();
    return { stop, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
  }

  async #observe(): Promise<RunnerStop> {
    try {
      this.#sources = sourcesOf(this.#settings.request, this.#settings.toJavaScript);
      const failure = await (this.#settings.request.inputs[0]?.kind === 'call' ? this.#calls() : this.#programs());
      return failure ? { reason: 'not-loaded', error: failure } : { reason: 'finished' };
    } catch (error) {
      if (error instanceof SourceProblem) return { reason: 'not-loaded', error: error.problem };
      if (this.#answered.length > 0) this.#settle(this.#index, { ended: 'responded', responses: this.#responses() });
      if (this.#settings.listener.full) return { reason: 'output-limit' };
      if (!(error instanceof IsolateStopped)) throw error;
      if (error.reason === 'memory') return { reason: 'out-of-memory' };
      const line = lineOf(error.where, this.#sources, this.#settings.request.fileName);
      return { reason: 'timed-out', ...(line ? { line } : {}) };
    }
  }

  /** Returns why the module could not be loaded, if so. */
  async #calls(): Promise<ProgramError | undefined> {
    const { inputs } = this.#settings.request;
    let realm: Realm | undefined;
    if (this.#atOnce) return this.#callsAtOnce();
    for (let index = 0; index < inputs.length; index += 1) {
      if (!realm) {
        this.#index = -1;
        const unprepared = await this.#prepare(index);
        if (unprepared) return unprepared;
        realm = this.#open();
        const failure = await this.#load(realm);
        if (failure) return failure;
        this.#caseBegan = performance.now();
      }
      this.#index = index;
      const failure = await this.#through(realm, 'start', index);
      if (this.#exitCode !== undefined) {
        await this.#close(index, { ended: 'threw', error: { name: 'Error', message: `Your code called process.exit(${this.#exitCode}) before the function returned.` } });
        realm = undefined;
      } else {
        await this.#close(index, failure ? { ended: 'threw', error: failure } : this.#seen ?? { ended: 'waits-forever' });
        if (failure || !this.#seen) realm.harness.call('abandon');
        if (this.#settings.databases) realm = undefined; // a module may keep what it has read: with other data it begins anew
      }
    }
    return undefined;
  }

  /** Code that cannot wait needs no turns: loading and all calls go to the isolate in one go. */
  async #callsAtOnce(): Promise<ProgramError | undefined> {
    const realm = this.#open();
    return this.#link(realm) ?? await this.#evaluate(realm);
  }

  async #programs(): Promise<ProgramError | undefined> {
    const { inputs } = this.#settings.request;
    for (let index = 0; index < inputs.length; index += 1) {
      const input = inputs[index]!;
      this.#index = index;
      const unprepared = await this.#prepare(index);
      if (unprepared) return unprepared;
      this.#caseBegan = performance.now();
      const realm = this.#open();
      if (input.kind === 'program') realm.harness.call('startProgram', [index, this.#settings.request.fileName]);
      let failure = await this.#load(realm);
      if (failure && this.#exitCode === undefined && (failure.name === 'SyntaxError' && !failure.stack || input.kind === 'http' && index === 0 || this.#unloaded)) return failure;
      if (!failure && this.#exitCode === undefined) failure = await this.#through(realm, input.kind === 'http' ? 'start' : 'turn', index);
      if (failure && input.kind === 'program' && this.#exitCode === undefined) this.#settings.listener.print(index, 'stderr', `${failure.stack ?? `${failure.name}: ${failure.message}`}\n`);
      await this.#close(index, endOf(input.kind, { failure, exitCode: this.#exitCode, seen: this.#seen, responses: this.#responses() }));
    }
    return undefined;
  }

  /** Puts the data of a case into the databases; that of the first is there before the run begins. */
  async #prepare(index: number): Promise<ProgramError | undefined> {
    return index === 0 ? undefined : this.#settings.databases?.open(index, this.#left());
  }

  async #close(index: number, ended: Ended): Promise<void> {
    this.#settle(index, ended, await this.#settings.databases?.observe(index, this.#left()));
  }

  #responses(): HttpResponse[] {
    return this.#answered.map((text) => JSON.parse(text) as HttpResponse);
  }

  /** True once an import or a compilation failed: then no case can run. */
  #unloaded = false;

  #open(): Realm {
    let realm = this.#realm;
    this.#realm = undefined;
    if (!realm && !this.#isolate.disposed) realm = openRealm(this.#isolate);
    if (!realm) ({ isolate: this.#isolate, realm } = this.#settings.make()); // process.exit() has cost the isolate
    this.#seen = undefined;
    this.#exitCode = undefined;
    this.#answered = [];
    const { inputs, limits } = this.#settings.request;
    begin(realm, (kind, text) => this.#take(kind, text), { inputs, outputBytes: limits.outputBytes, atOnce: this.#atOnce });
    if (this.#changesBuiltIns) realm.harness.call('loadFormatter');
    return realm;
  }

  /** Evaluates the learner's module; undefined when that came to its end, or waits for what comes next. */
  async #load(realm: Realm): Promise<ProgramError | undefined> {
    const failure = this.#link(realm) ?? await this.#evaluate(realm);
    if (failure) return failure;
    const { kind } = this.#settings.request.inputs[0]!;
    if (this.#exitCode !== undefined) return kind === 'program' ? undefined : { name: 'Error', message: `Your code called process.exit(${this.#exitCode}) while it was loaded.` };
    if (kind === 'program' || realm.harness.call('isLoaded')) return undefined;
    return this.#waitFor(realm);
  }

  #link(realm: Realm): ProgramError | undefined {
    const { fileName } = this.#settings.request;
    try {
      if ([...this.#sources.values()].some(({ code }) => MAY_IMPORT.test(code))) openDoor(realm);
      const imports = new Imports(this.#isolate, realm, new Map([...this.#sources].map(([name, { code }]) => [name, code])), fileName, databasesOf(this.#settings.request));
      link(realm.entry, realm.context, (specifier, importer) => {
        if (importer !== realm.entry) return imports.resolve(specifier);
        return specifier === 'door' ? realm.door : imports.main();
      });
      return undefined;
    } catch (error) {
      this.#unloaded = true;
      return error instanceof ModuleNotAvailable ? error.problem : placed(this.#describe(error as RawError), this.#settings.request.code);
    }
  }

  async #evaluate(realm: Realm): Promise<ProgramError | undefined> {
    try {
      await evaluate(realm.entry, this.#left());
      return undefined;
    } catch (error) {
      if (error instanceof IsolateStopped) return this.#stopped(error);
      return this.#describe(error as RawError);
    }
  }

  /** A module with `await` at its top level goes on by timers. */
  async #waitFor(realm: Realm): Promise<ProgramError | undefined> {
    while (!realm.harness.call('isLoaded')) {
      const { next, failure } = await this.#turn(realm);
      if (failure) return failure;
      if (next === NOTHING_LEFT && !realm.harness.call('isLoaded')) {
        return { name: 'Error', message: 'Your code waits at its top level (await) for something that never happens.' };
      }
      if (next > 0) await this.#sleep(next);
    }
    return undefined;
  }

  /** Takes a case to its end; returns what it left unhandled. Its observation, if there is one, is in #seen. */
  async #through(realm: Realm, first: 'start' | 'turn', index: number): Promise<ProgramError | undefined> {
    this.#seen = undefined;
    const begun = first === 'start' ? this.#step(realm, 'start', [index]) : undefined;
    begun?.catch(() => {}); // when the turn fails first, nobody waits for this any more
    let { next, failure } = await this.#turn(realm);
    failure = (await begun)?.failure ?? failure;
    while (next !== ENDED && next !== NOTHING_LEFT && !failure && this.#exitCode === undefined) {
      if (next > 0) await this.#sleep(next);
      ({ next, failure } = await this.#turn(realm));
    }
    return failure;
  }

  /** Lets the program go on; what it asks of its databases meanwhile is answered. */
  async #turn(realm: Realm): Promise<{ next: number; failure?: ProgramError | undefined }> {
    if (performance.now() >= this.#settings.deadline) throw new IsolateStopped('time', this.#settings.databases?.place); // short steps without end never meet their own limit
    const step = await this.#step(realm, 'turn', []);
    if (step.next !== ASKS) return step;
    const answer = await this.#settings.databases!.answer(String(realm.harness.call('takeRequest')), this.#settings.deadline);
    const { failure } = await this.#step(realm, 'answer', [answer]);
    return { next: 0, failure };
  }

  async #step(realm: Realm, name: 'start' | 'turn' | 'answer', args: (number | string)[]): Promise<{ next: number; failure?: ProgramError | undefined }> {
    try {
      return { next: Number(await realm.harness.run(name, args, this.#left())) };
    } catch (error) {
      if (error instanceof IsolateStopped) return { next: NOTHING_LEFT, failure: this.#stopped(error) };
      return { next: NOTHING_LEFT, failure: this.#describe(error as RawError) };
    }
  }

  /** An isolate that was disposed of because the program exited has not failed. */
  #stopped(error: IsolateStopped): undefined {
    if (this.#exitCode === undefined) throw error;
    return undefined;
  }

  #take(kind: string, text: string): void {
    const { listener } = this.#settings;
    if (kind === 'stdout' || kind === 'stderr') {
      listener.print(this.#index, kind, text);
      if (listener.full) this.dispose();
    } else if (kind === 'loaded') {
      this.#index = Math.max(this.#index, 0); // what is printed from here on belongs to the first case
      this.#caseBegan = performance.now();
    } else if (kind === 'exit') {
      this.#exitCode = Number(text);
      // Not at once: while the isolate is on its way back from this call, the request to end can get lost, and it would loop until the deadline.
      const isolate = this.#isolate;
      setTimeout(() => isolate.dispose(), 1);
    } else if (kind === 'answered') {
      this.#answered.push(text);
    } else if (kind === 'observed') {
      this.#see(text);
    }
  }

  /** An observation counts for the case that is running, whatever index it claims. */
  #see(text: string): void {
    let ended: { index: number } & Ended;
    try {
      ended = JSON.parse(text) as { index: number } & Ended;
    } catch {
      return;
    }
    if (ended.index !== this.#index || this.#seen) return;
    if ('error' in ended && ended.error) ended.error = this.#describe(ended.error as RawError);
    if (this.#atOnce) {
      this.#settle(this.#index, ended);
      this.#index += 1;
    } else {
      this.#seen = ended;
    }
  }

  #settle(index: number, ended: Ended, data?: DataObserved): void {
    if (this.#observed.has(index)) return;
    this.#observed.add(index);
    // isolated-vm's allocator refuses by this error; a program that catches it goes on, one that doesn't ran out of memory.
    if ('error' in ended && ended.error?.name === 'RangeError' && ended.error.message === 'Array buffer allocation failed') throw new IsolateStopped('memory', undefined);
    const now = performance.now();
    this.#settings.listener.observe({ ...ended, ...(data ? { data } : {}), index, durationMs: now - this.#caseBegan });
    this.#caseBegan = now;
  }

  #describe(error: RawError): ProgramError {
    return describe(error, this.#sources, this.#settings.request.fileName);
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#settings.deadline - performance.now()));
  }

  async #sleep(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, Math.min(ms, this.#left())));
    if (performance.now() >= this.#settings.deadline) throw new IsolateStopped('time', undefined);
  }
}

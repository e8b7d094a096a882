import type { CaseInput } from '../../../../contract/exercise.ts';
import type { QueryError, ResultSet } from '../../../../contract/observation.ts';
import type { RunnerRequest, RunnerStop } from '../../../messages.ts';
import { Isolate, IsolateStopped } from '../../isolate.ts';
import type { Listener } from '../../runtime.ts';
import { describe, lineOf, type RawError } from '../javascript/errors.ts';
import type { Asked, CaseEnd } from './inside/inside.ts';
import { withoutCommands } from './inside/statements.ts';
import type { RawQueryError } from './inside/shell/script.ts';
import { openRealm, type Realm } from './realm.ts';

interface Settings {
  /** An isolate and a context in it, for the first case. */
  instance: Instance;
  /** Makes others, when the contexts of many cases have filled the first. */
  make: () => Instance;
  request: RunnerRequest;
  listener: Listener;
  /** performance.now() at which the run is over. */
  deadline: number;
}

export interface Instance { isolate: Isolate; realm: Realm }

/** Contexts of cases that are over are not given back before their isolate: beyond this part of what the run may have, the next case gets a new one. */
const FULL = 1 / 4;
const MB = 1024 * 1024;

type QueryCase = CaseInput & { kind: 'query' };

/** One run. Every case, and what is asked about its data afterwards, finds a context in which nothing was left. */
export class Run {
  readonly #settings: Settings;
  /** Where the last case ran. */
  #last: Realm | undefined;
  #isolate: Isolate;
  #realm: Realm | undefined;
  #disposed = false;
  #index = -1;
  #code: { code: string; error?: QueryError } | undefined;
  /** What the cases may still answer, in characters. */
  #room: number;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#isolate = settings.instance.isolate;
    this.#realm = settings.instance.realm;
    this.#room = settings.request.limits.outputBytes;
  }

  dispose(): void {
    this.#disposed = true;
    this.#isolate.dispose();
  }

  async observe(): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const stop = await this.#observe();
    const memoryBytes = this.#isolate.memory();
    return { stop, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
  }

  async #observe(): Promise<RunnerStop> {
    const { listener, request } = this.#settings;
    try {
      for (const [index, input] of request.inputs.entries()) {
        if (input.kind !== 'query') throw new Error(`documents cannot run a case of the kind ${input.kind}`);
        this.#index = index;
        if (index > 0) this.#replaceWhenFull();
        if (!await this.#case(input)) return { reason: 'output-limit' };
        if (listener.full) return { reason: 'output-limit' };
      }
      return { reason: 'finished' };
    } catch (error) {
      if (listener.full) return { reason: 'output-limit' };
      if (!(error instanceof IsolateStopped)) throw error;
      if (error.reason === 'memory') return { reason: 'out-of-memory' };
      const line = lineOf(error.where, this.#sources, request.fileName);
      return { reason: 'timed-out', ...(line ? { line } : {}) };
    }
  }

  get #sources(): Map<string, object> {
    return new Map([[this.#settings.request.fileName, {}]]);
  }

  /** False when its answers are more than a run may have. */
  async #case(input: QueryCase): Promise<boolean> {
    const { request, listener } = this.#settings;
    const began = performance.now();
    const realm = this.#openForCase();
    const { code, error: mistake } = (this.#code ??= this.#compiled(request.code));
    const answered = { ended: 'answered' as const, results: [] as ResultSet[], notices: [] as string[], attempts: [] as (QueryError | null)[] };
    if (mistake) {
      listener.print(this.#index, 'stderr', `${mistake.name}: ${mistake.message}\n`);
      listener.observe({ ...answered, error: mistake, index: this.#index, durationMs: performance.now() - began });
      return true;
    }
    const end = await this.#end(realm, [JSON.stringify({ setup: input.setup, code, fileName: request.fileName, room: this.#room })]);
    if (end.isFull) return false;
    const error = end.error && this.#described(end.error);
    const asked = end.isSetupBroken || (input.probe === undefined && input.attempts.length === 0) ? undefined : await this.#ask(realm, input);
    const found = asked?.probe;
    const probe = found && ('error' in found ? this.#described(found.error) : found);
    this.#room -= end.results.reduce((total, { rows }) => total + rows.reduce((sum, [cell]) => sum + (cell?.length ?? 0), 0), 0);
    listener.observe({
      ...answered, results: end.results, notices: end.notices, ...(error ? { error } : {}), ...(probe ? { probe } : {}),
      attempts: asked?.attempts.map((attempt) => attempt && this.#described(attempt)) ?? [], index: this.#index, durationMs: performance.now() - began,
    });
    return true;
  }

  /** How the case ended; what the harness itself could not cope with is an error of the code that did it. */
  async #end(realm: Realm, args: string[]): Promise<CaseEnd> {
    try {
      return await this.#call<CaseEnd>(realm, 'runCase', args);
    } catch (error) {
      return { results: [], notices: [], error: unforeseen(error) };
    }
  }

  /** Asks the context itself when it is as it was but for the data, else another one, which is given these. */
  async #ask(realm: Realm, { probe, attempts }: QueryCase): Promise<Asked> {
    const questions = JSON.stringify({ probe, attempts });
    try {
      const here = String(await realm.harness.run('askHere', [questions], this.#left()));
      if (here !== '') return JSON.parse(here) as Asked;
      const dumped = String(await realm.harness.run('dump', [], this.#left()));
      return await this.#call<Asked>(this.#open(), 'askAbout', [dumped, questions]);
    } catch (error) {
      return { attempts: attempts.map(() => unforeseen(error)), ...(probe === undefined ? {} : { probe: { error: unforeseen(error) } }) };
    }
  }

  async #call<T>(realm: Realm, name: 'runCase' | 'askAbout', args: string[]): Promise<T> {
    return JSON.parse(String(await realm.harness.run(name, args, this.#left()))) as T;
  }

  /** A context in which nothing but data was left serves again: making another costs more than most scripts. */
  #openForCase(): Realm {
    if (!this.#last?.harness.call('startOver')) this.#last = this.#open();
    return this.#last;
  }

  #open(): Realm {
    const realm = this.#realm ?? openRealm(this.#isolate);
    this.#realm = undefined;
    realm.begin((kind, text) => this.#take(kind, text), this.#settings.request.limits.outputBytes);
    return realm;
  }

  #replaceWhenFull(): void {
    if (this.#disposed || (this.#isolate.memory() ?? 0) < FULL * this.#settings.request.limits.memoryMb * MB) return;
    this.#isolate.dispose();
    this.#last = undefined;
    ({ isolate: this.#isolate, realm: this.#realm } = this.#settings.make());
  }

  #take(kind: string, text: string): void {
    const { listener } = this.#settings;
    if (kind !== 'stdout' && kind !== 'stderr') return;
    listener.print(this.#index, kind, text);
    if (listener.full) this.dispose();
  }

  /** Says where code is not JavaScript, which the isolate cannot: V8 tells the place only here. */
  #compiled(code: string): { code: string; error?: QueryError } {
    const fails = (text: string): RawError | undefined => {
      try {
        this.#isolate.script(withoutCommands(text), this.#settings.request.fileName);
        return undefined;
      } catch (error) {
        return error as RawError;
      }
    };
    const problem = fails(code);
    if (!problem) return { code };
    // Calls are answered at once here, so that `await`, which mongosh allows, has nothing to wait for.
    if (/\bawait\b/.test(String(problem.message))) {
      const without = code.replace(/\bawait\b(?=\s)/g, '     ');
      if (!fails(without)) return { code: without };
    }
    return { code, error: this.#described({ name: String(problem.name ?? 'SyntaxError'), message: String(problem.message), stack: '', code: 'SyntaxError' }) };
  }

  #described({ code, detail, ...raw }: RawQueryError): QueryError {
    // isolated-vm's allocator refuses by this error.
    if (raw.name === 'RangeError' && raw.message === 'Array buffer allocation failed') throw new IsolateStopped('memory', undefined);
    return { ...describe(raw, this.#sources, this.#settings.request.fileName), code, ...(detail === undefined ? {} : { detail }) };
  }

  #left(): number {
    return Math.max(1, Math.ceil(this.#settings.deadline - performance.now()));
  }
}

/** @throws the error itself when the run is over by it */
function unforeseen(error: unknown): RawQueryError {
  if (error instanceof IsolateStopped) throw error;
  const { name = 'Error', message = '' } = (error ?? {}) as { name?: string; message?: string };
  return { name: String(name), message: String(message), stack: '', code: 'Error' };
}

import type { HttpResponse } from '../../../../contract/exercise.ts';
import type { ProgramError } from '../../../../contract/observation.ts';
import type { Ended, RunnerRequest, RunnerStop } from '../../../messages.ts';
import { IsolateStopped } from '../../isolate.ts';
import type { Listener } from '../../runtime.ts';
import type { Instance } from './instance.ts';

const MB = 1024 * 1024;
/** How long it may take to see where a stopped program was. */
const LOOK_MS = 60;

interface Settings {
  instance: Instance;
  request: RunnerRequest;
  listener: Listener;
  begin: () => number;
}

/** What the harness (harness/serve.py) answers. */
type Answer =
  | { ended: Ended }
  | { loaded: true }
  | { failed: ProgramError }
  | { response: HttpResponse }
  | { memory: true }
  | { died: 'exit'; code: number }
  | { died: 'stack' | 'trap' | 'unanswered'; message?: string };

const STACK_FULL = 'Python had no room left on its stack: your code calls itself too deeply, or lets go of a chain of objects that is more than about 20,000 long.';

/** What a WSGI server answers when the application fails. */
const FAILED: HttpResponse = { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' };

/** sumOf → sum_of, parseHTTPDate → parse_http_date */
function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toLowerCase();
}

class OutOfMemory extends Error {}

/**
 * One run. All cases of a `call` share one evaluation of the module; before each further case of a `program` or `http` test the
 * interpreter is put back to where it was before the first.
 */
export class Run {
  readonly #settings: Settings;
  readonly #instance: Instance;
  #index = -1;
  #caseBegan = 0;
  #deadline = 0;
  #responses: HttpResponse[] = [];
  #fresh = true;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#instance = settings.instance;
  }

  dispose(): void {
    this.#instance.dispose();
  }

  async observe(): Promise<{ stop: RunnerStop; memoryBytes?: number }> {
    const { request, listener, begin } = this.#settings;
    this.#instance.onPrint = (stream, text) => {
      listener.print(this.#index, stream, text);
      if (listener.full) this.dispose();
    };
    const { harness } = this.#instance;
    harness.call('begin', [request.fileName, request.limits.memoryMb * MB, request.limits.outputBytes]);
    this.#deadline = begin();
    this.#caseBegan = performance.now();
    const stop = await this.#observe();
    return { stop, ...(this.#instance.isolate.disposed ? {} : { memoryBytes: Number(harness.call('grown')) }) };
  }

  async #observe(): Promise<RunnerStop> {
    const { request, listener } = this.#settings;
    try {
      const failure = await (request.inputs[0]?.kind === 'call' ? this.#calls() : this.#others());
      return listener.full ? { reason: 'output-limit' } : failure ? { reason: 'not-loaded', error: failure } : { reason: 'finished' };
    } catch (error) {
      if (this.#responses.length > 0) this.#settle({ ended: 'responded', responses: this.#responses });
      if (listener.full) return { reason: 'output-limit' };
      if (error instanceof OutOfMemory) return { reason: 'out-of-memory' };
      if (!(error instanceof IsolateStopped)) throw error;
      if (error.reason === 'memory') return { reason: 'out-of-memory' };
      const line = await this.#lineOfStopped();
      return { reason: 'timed-out', ...(line ? { line } : {}) };
    }
  }

  /** Where the program was when its time was up; flushes what it has printed, too. */
  async #lineOfStopped(): Promise<number> {
    if (this.#instance.isolate.disposed) return 0;
    try {
      return Number(await this.#instance.harness.run('stopped', [], LOOK_MS));
    } catch {
      return 0;
    }
  }

  async #calls(): Promise<ProgramError | undefined> {
    const { inputs } = this.#settings.request;
    let loaded = false;
    for (const [index, input] of inputs.entries()) {
      if (input.kind !== 'call') continue;
      if (!loaded) {
        this.#index = -1;
        const answer = await this.#load('module');
        if (!('loaded' in answer)) return this.#problem(answer, 'while it was loaded');
        loaded = true;
      }
      this.#index = index;
      this.#caseBegan = performance.now();
      const answer = await this.#ask({ do: 'call', given: input.function, function: snakeCase(input.function), args: input.args });
      if ('ended' in answer) this.#settle(answer.ended);
      else {
        this.#settle({ ended: 'threw', error: this.#problem(answer, 'before the function returned') });
        loaded = false;
      }
    }
    return undefined;
  }

  async #others(): Promise<ProgramError | undefined> {
    for (const [index, input] of this.#settings.request.inputs.entries()) {
      this.#index = index;
      this.#caseBegan = performance.now();
      this.#responses = [];
      if (input.kind === 'program') {
        const answer = await this.#load('program', { stdin: input.stdin, argv: input.argv });
        if ('failed' in answer) return answer.failed;
        this.#settle('ended' in answer ? answer.ended : this.#exited(answer));
      } else if (input.kind === 'http') {
        const answer = await this.#load('app');
        if (!('loaded' in answer)) {
          const error = this.#problem(answer, 'while it was loaded');
          if (index === 0) return error;
          this.#settle({ ended: 'responded', responses: [], error });
          continue;
        }
        this.#settle(await this.#respond(input.requests));
      }
      this.#responses = [];
    }
    return undefined;
  }

  /** As behind a WSGI server: a request that fails is answered 500, and the application goes on with the next. */
  async #respond(requests: object[]): Promise<Ended> {
    let error: ProgramError | undefined;
    for (const request of requests) {
      const answer = await this.#ask({ do: 'respond', request });
      if ('ended' in answer) return answer.ended;
      if ('failed' in answer) {
        error ??= answer.failed;
        this.#responses.push(FAILED);
        continue;
      }
      if (!('response' in answer)) return { ended: 'responded', responses: this.#responses, error: this.#problem(answer, 'instead of answering') };
      this.#responses.push(answer.response);
    }
    return { ended: 'responded', responses: this.#responses, ...(error ? { error } : {}) };
  }

  async #load(as: 'module' | 'program' | 'app', more: { stdin?: string; argv?: string[] } = {}): Promise<Answer> {
    const { code, files, fileName } = this.#settings.request;
    const { harness } = this.#instance;
    if (!this.#fresh) this.#instance.rewind();
    this.#fresh = false;
    for (const [name, text] of Object.entries(files)) harness.call('put', [name, text]);
    harness.call('put', [fileName, code]);
    harness.call('stdin', [more.stdin ?? '']);
    return this.#ask({ do: 'load', as, code, fileName, argv: more.argv ?? [] });
  }

  async #ask(request: object): Promise<Answer> {
    const text = await this.#instance.harness.run('ask', [JSON.stringify(request)], Math.max(1, Math.ceil(this.#deadline - performance.now())));
    const answer = JSON.parse(String(text)) as Answer;
    if ('memory' in answer) throw new OutOfMemory();
    if ('died' in answer && answer.died !== 'exit' && this.#instance.harness.call('capped')) throw new OutOfMemory();
    return answer;
  }

  #exited(answer: Answer): Ended {
    if ('died' in answer && answer.died === 'exit') return { ended: 'exited', exitCode: answer.code & 0xff };
    const error = this.#problem(answer, '');
    this.#settings.listener.print(this.#index, 'stderr', `${error.name}: ${error.message}\n`);
    return { ended: 'exited', exitCode: 1, error };
  }

  /** What to tell of an answer that is none. */
  #problem(answer: Answer, when: string): ProgramError {
    if ('failed' in answer) return answer.failed;
    if ('died' in answer && answer.died === 'exit') return { name: 'SystemExit', message: `Your code ended the process with os._exit(${answer.code}) ${when}.` };
    if ('died' in answer && answer.died === 'stack') return { name: 'RecursionError', message: STACK_FULL };
    return { name: 'SystemError', message: 'Your code made the Python interpreter itself fail.' };
  }

  #settle(ended: Ended): void {
    this.#settings.listener.observe({ ...ended, index: this.#index, durationMs: performance.now() - this.#caseBegan });
  }
}

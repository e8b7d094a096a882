import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Observation, RunEvent, RunOutcome, RunRequest, Stop } from '../contract/observation.ts';
import { runtimeFacts, type Runtime } from '../contract/runtimes.ts';
import { runnerArguments, runnerFlags } from './access.ts';
import { needsOf } from './ahead.ts';
import { LineReader, readMessage, RUN_BYTES, type FromRunner, type ToRunner } from './messages.ts';
import type { Prepared } from './prepare/prepare.ts';
import { killWithChildren, type Wrap } from './wrap.ts';
import { diedOf, outputLimit, stopOf, timedOut } from './stops.ts';

/** What a runner gets beyond the deadline to end the run itself, with the line and the output it has. */
const KILL_GRACE_MS = 250;
/** How long a start may take before it counts as failed; usually it takes 100 to 200 ms. */
const START_MS = 15_000;
/** How long a runner may take to make an instance of a WebAssembly runtime: usually some hundred ms, longer on a busy machine. */
const OPENING_MS = 10_000;
/** How long to wait for pipes that a process left open; nothing is known to need it. */
const LEFT_BEHIND_MS = 2_000;
/** How much of a runner's own stderr is kept, for diagnosis. */
const STDERR_CHARACTERS = 16_384;

/** Why a runner is no more, in a word: what it was killed for, what took it along, or that it had served its time. */
export type EndCause = 'deadline' | 'memory' | 'output' | 'crashed' | 'cancelled' | 'worn' | 'large' | 'idle' | 'stuck' | 'closed' | 'not-started';

const causeOfStop = {
  'timed-out': 'deadline', 'out-of-memory': 'memory', 'output-limit': 'output', 'crashed': 'crashed', 'finished': 'crashed', 'not-loaded': 'crashed',
} satisfies Record<Stop['reason'], EndCause>;

interface Work {
  request: RunRequest;
  onEvent: ((event: RunEvent) => void) | undefined;
  observations: (Observation | undefined)[];
  printed: { stdout: string; stderr: string }[];
  stdout: string;
  stderr: string;
  outputRoom: number;
  received: number;
  startedAt: number;
  memoryMb: number | undefined;
  timer: NodeJS.Timeout;
  /** Why the process was killed; decides over whatever comes out of it later. */
  killedFor: Stop | undefined;
  /** The runner has taken the run up: from here on, what happens to the process is the program's doing. */
  begun: boolean;
  finish: (stop: Stop) => void;
  giveBack: () => void;
}

/**
 * A runner process: started, given one run at a time, killed when it must be.
 *
 *   starting ──ready──▶ idle ──run()──▶ working ──ended──▶ idle
 *      └──exit──▶ dead ◀──exit, kill────────┘
 */
export class RunnerProcess {
  readonly pid: number | undefined;
  readonly ready: Promise<void>;
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
  runs = 0;
  memoryMb = 0;
  /** Called when an instance made ahead is there, is gone, or could not be made. */
  onAhead: (failed?: Runtime) => void = () => {};
  readonly #ahead = new Set<Runtime>();
  /** Runtimes it has had an instance of: what they leave in the process is no sign of a leak. */
  readonly #opened = new Set<Runtime>();
  #preparing: Runtime | undefined;
  #child: ChildProcessWithoutNullStreams;
  #stderr = '';
  #work: Work | undefined;
  #alive = true;
  #cause: EndCause | undefined;
  #onReady: () => void = () => {};

  /**
   * Inside a wrap, `pid` is the wrapping process's: bubblewrap takes everything within its namespace of processes along when it
   * dies, and ends when the runner does.
   */
  constructor(prepared: Prepared, wrap: Wrap) {
    const folders = Object.values(prepared);
    const command = [process.execPath, ...runnerFlags(folders), ...runnerArguments(prepared)];
    const [file = '', ...args] = wrap.used ? wrap.launch(folders, command) : command;
    // `detached` gives it a process group of its own, so that Ctrl-C in a terminal does not reach it before the server has finished.
    this.#child = spawn(file, args, { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'], detached: true, windowsHide: true });
    this.pid = this.#child.pid;
    const lines = new LineReader((line) => this.#take(line));
    this.#child.stdout.on('data', (bytes: Buffer) => {
      if (this.#work) this.#work.received += bytes.length;
      if (!lines.push(bytes) || (this.#work && this.#work.received > RUN_BYTES)) this.kill({ reason: 'crashed', message: 'Your program made its runner send too much, so it was stopped.' });
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_CHARACTERS);
    });
    this.#child.stdin.on('error', () => {}); // it died: 'close' says so
    this.exited = new Promise((resolve) => {
      this.#child.on('error', (error) => {
        this.#stderr += error.message;
      });
      let timer: NodeJS.Timeout | undefined;
      this.#child.on('exit', () => {
        // bubblewrap killed while it was still setting up leaves what it had started: that ends when its stdin does.
        this.#child.stdin.destroy();
        timer = setTimeout(() => {
          this.#child.stdout.destroy();
          this.#child.stderr.destroy();
        }, LEFT_BEHIND_MS);
      });
      this.#child.on('close', () => {
        clearTimeout(timer);
        this.#alive = false;
        const work = this.#work;
        if (work) this.#died(work);
        this.#cause ??= 'idle';
        resolve();
      });
    });
    this.ready = new Promise((resolve, reject) => {
      this.#cause = 'not-started';
      const timer = setTimeout(() => this.kill(), START_MS);
      this.#onReady = () => {
        clearTimeout(timer);
        if (this.#cause === 'not-started') this.#cause = undefined;
        resolve();
      };
      void this.exited.then(() => {
        clearTimeout(timer);
        reject(new Error(this.#stderr.trim() || 'the process ended while it was starting'));
      });
    });
    this.ready.catch(() => {}); // whoever waits for it sees it; nobody has to
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** What an instance is ready for, or being made for. */
  get ahead(): ReadonlySet<Runtime> {
    return this.#ahead;
  }

  get opened(): ReadonlySet<Runtime> {
    return this.#opened;
  }

  /** It is making an instance; a run given to it now waits until that is there. */
  get preparing(): boolean {
    return this.#preparing !== undefined;
  }

  prepare(runtime: Runtime): void {
    this.#preparing = runtime;
    this.#ahead.add(runtime);
    this.#opened.add(runtime);
    this.#send({ type: 'prepare', runtime });
  }

  drop(runtime: Runtime): void {
    this.#ahead.delete(runtime);
    this.#send({ type: 'drop', runtime });
  }

  #send(order: ToRunner): void {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
  }

  /** What the process itself wrote, such as V8's last words; for the log, never for a learner. */
  get diagnosis(): string {
    return this.#stderr;
  }

  /** Known once it has exited. */
  get cause(): EndCause | undefined {
    return this.#cause;
  }

  /**
   * Never rejects: whatever happens to the process is an outcome. Undefined when the process was gone before it took the run
   * up, which says nothing about the program: it can run elsewhere.
   */
  run(request: RunRequest, onEvent?: (event: RunEvent) => void): Promise<RunOutcome | undefined> {
    if (this.#work || !this.#alive) throw new Error('this runner is not idle');
    this.runs += 1;
    for (const runtime of needsOf(request)) {
      this.#opened.add(runtime);
      this.#ahead.delete(runtime);
    }
    return new Promise((resolve) => {
      const work: Work = {
        request, onEvent, observations: request.inputs.map(() => undefined), printed: request.inputs.map(() => ({ stdout: '', stderr: '' })),
        stdout: '', stderr: '', outputRoom: request.limits.outputBytes, received: 0, startedAt: performance.now(), memoryMb: undefined, killedFor: undefined, begun: false, giveBack: () => resolve(undefined),
        timer: this.#awaitBegin(request),
        finish: (stop) => resolve({
          observations: work.observations, stop, stdout: work.stdout, stderr: work.stderr, durationMs: performance.now() - work.startedAt,
          ...(work.memoryMb === undefined ? {} : { memoryMb: work.memoryMb }),
        }),
      };
      this.#work = work;
      this.#send({ type: 'run', request: { ...request, fileName: runtimeFacts[request.runtime].fileName } });
    });
  }

  /** SIGKILL: nothing it runs can delay that. A run under way ends with `stop`, or as crashed. */
  kill(stop?: Stop, cause?: EndCause): void {
    if (this.#work && stop) {
      this.#work.killedFor ??= stop;
      this.#cause ??= cause ?? causeOfStop[stop.reason];
    } else if (cause) {
      this.#cause ??= cause;
    }
    // Until it is ready, bubblewrap has not yet tied what it started to its own life.
    if (this.#cause === 'not-started' && this.pid !== undefined) killWithChildren(this.pid);
    else this.#child.kill('SIGKILL');
  }

  /** Lets an idle process end by itself, and kills it if it doesn't. */
  async end(cause: EndCause): Promise<void> {
    this.#cause = this.#cause === 'not-started' ? cause : this.#cause ?? cause;
    this.#child.stdin.end();
    const timer = setTimeout(() => this.kill(), KILL_GRACE_MS);
    await this.exited;
    clearTimeout(timer);
  }

  #finish(work: Work, stop: Stop): void {
    clearTimeout(work.timer);
    this.#work = undefined;
    work.finish(stop);
  }

  #died(work: Work): void {
    if (work.begun || work.killedFor) {
      const stop = work.killedFor ?? diedOf(this.#stderr, work.request.limits);
      this.#cause ??= causeOfStop[stop.reason];
      return this.#finish(work, stop);
    }
    clearTimeout(work.timer);
    this.#work = undefined;
    work.giveBack();
  }

  #take(line: string): void {
    const message = readMessage(line);
    if (message?.type === 'ready') return this.#onReady();
    if (message?.type === 'ahead') return this.#hear(message);
    const work = this.#work;
    if (!message || !work || work.killedFor) return;
    if (message.type === 'begun' && !work.begun) this.#begin(work);
    if (!work.begun) return; // what an earlier run's runner says late is not about this run
    if (message.type === 'printed') this.#print(work, message);
    if (message.type === 'observed') observe(work, message.observation);
    if (message.type === 'ended') {
      work.memoryMb = message.memoryMb;
      this.memoryMb = message.processMb ?? 0;
      const stop = stopOf(message.stop, work.request.limits);
      if (message.last) {
        this.#alive = false;
        this.#cause ??= causeOfStop[stop.reason];
      }
      this.#finish(work, stop);
    }
  }

  /**
   * An isolate is there at once, so a runner that does not begin in it is stopped as a program would be. Another instance may have to be
   * made first: one that the run needs, or one that the runner is making ahead.
   */
  #awaitBegin(request: RunRequest): NodeJS.Timeout {
    const { limits } = request;
    if (needsOf(request).length > 0 || this.preparing) return setTimeout(() => this.kill(undefined, 'stuck'), OPENING_MS);
    return setTimeout(() => this.kill(timedOut(limits)), limits.timeMs + KILL_GRACE_MS);
  }

  /** From now on the time is the program's. */
  #begin(work: Work): void {
    const { limits } = work.request;
    work.begun = true;
    work.startedAt = performance.now();
    clearTimeout(work.timer);
    work.timer = setTimeout(() => this.kill(timedOut(limits)), limits.timeMs + KILL_GRACE_MS);
  }

  #hear({ runtime, there, processMb }: FromRunner & { type: 'ahead' }): void {
    this.memoryMb = processMb;
    const prepared = runtime === this.#preparing ? this.#preparing : undefined;
    if (prepared) this.#preparing = undefined;
    if (prepared && !there) this.#ahead.delete(prepared);
    this.onAhead(prepared && !there ? prepared : undefined);
  }

  #print(work: Work, { index, stream, text }: FromRunner & { type: 'printed' }): void {
    let kept = text.toWellFormed(); // what a terminal would show: half a surrogate pair cannot be stored or sent as UTF-8
    work.outputRoom -= Buffer.byteLength(text);
    if (work.outputRoom < 0) kept = Buffer.from(text).subarray(0, work.outputRoom).toString('utf8').replace(/\uFFFD$/, '');
    work[stream] += kept;
    const own = work.printed[index];
    if (own) own[stream] += kept;
    if (work.outputRoom < 0) this.kill(outputLimit(work.request.limits)); // the runner should have stopped by itself
  }
}

function observe(work: Work, given: (FromRunner & { type: 'observed' })['observation']): void {
  if (given.index >= work.observations.length || work.observations[given.index]) return;
  const observation: Observation = { ...given, ...work.printed[given.index]! };
  work.observations[given.index] = observation;
  work.onEvent?.({ type: 'observed', observation });
}

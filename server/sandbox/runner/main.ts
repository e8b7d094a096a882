import { writeSync } from 'node:fs';
import { LineReader, type FromRunner, type RunnerObservation, type ToRunner } from '../messages.ts';
import { openRuntimes, type Folders } from './registry.ts';
import { memoryBeside } from './runtimes/javascript/databases.ts';
import type { Listener, Runtime } from './runtime.ts';

// What runs in a runner process: reads a run from stdin, lets its runtime observe it, writes what happens to stdout as it
// happens. It ends when stdin closes, so it never outlives the server, whatever became of that.

process.env['TZ'] = 'UTC'; // programs see the same clock on every machine

/** How often a run is looked at: isolated-vm's own limits are only guidelines. */
const WATCH_MS = 10;
/** What a run may take beyond twice its limit, for buffers, garbage and V8's own needs. */
const MEMORY_SLACK_MB = 48;
/** How long V8 may take to stop a program at the deadline. */
const LATE_MS = 100;
const MB = 1024 * 1024;

/** Characters that wait to be written before they are, however busy this thread is. */
const TOGETHER = 65_536;
let waiting = '';

/**
 * What comes in one turn of the loop leaves in one write: each write wakes the server, which on a busy machine costs more than all
 * the rest of telling.
 */
function sendSoon(message: FromRunner): void {
  if (waiting === '') setImmediate(flush);
  waiting += `${JSON.stringify(message)}\n`;
  if (waiting.length > TOGETHER) flush();
}

function send(message: FromRunner): void {
  waiting += `${JSON.stringify(message)}\n`;
  flush();
}

/** Straight to the pipe, on this thread: what was written is with the server even if learner code aborts the process next. */
function flush(): void {
  if (waiting === '') return;
  const bytes = Buffer.from(waiting);
  waiting = '';
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') end(); // the server is gone
    }
  }
}

/** Ends this process at once: process.exit() would wait for an isolate that is still at work. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Tells the server what a program does, as long as it keeps within its output limit. */
class Telling implements Listener {
  #room: number;
  full = false;

  constructor(room: number) {
    this.#room = room;
  }

  print(index: number, stream: 'stdout' | 'stderr', text: string): void {
    if (this.full) return;
    const bytes = Buffer.byteLength(text);
    this.full = bytes > this.#room;
    const kept = this.full ? Buffer.from(text).subarray(0, this.#room).toString('utf8').replace(/\uFFFD$/, '') : text;
    this.#room -= bytes;
    if (kept !== '') sendSoon({ type: 'printed', index, stream, text: kept });
  }

  observe(observation: RunnerObservation): void {
    sendSoon({ type: 'observed', observation });
  }
}

const runtimes = openRuntimes(JSON.parse(process.argv[2] ?? '') as Folders);

function find(name: string): Runtime {
  const runtime = runtimes.get(name);
  if (!runtime) throw new Error(`no runtime ${name}`);
  return runtime;
}

async function run({ request }: ToRunner & { type: 'run' }): Promise<void> {
  const runtime = find(request.runtime);
  const listener = new Telling(request.limits.outputBytes);
  let watch: NodeJS.Timeout | undefined;
  const begin = (): number => {
    send({ type: 'begun' });
    const deadline = performance.now() + request.limits.timeMs;
    watch = watchRun(request.limits.memoryMb + memoryBeside(request), deadline, listener);
    return deadline;
  };
  try {
    const { stop, memoryBytes } = await runtime.observe(request, listener, begin);
    send({ type: 'ended', stop, last: false, processMb: processMb(), ...(memoryBytes === undefined ? {} : { memoryMb: memoryBytes / MB }) });
  } finally {
    clearInterval(watch);
  }
}

function processMb(): number {
  return process.memoryUsage.rss() / MB;
}

/**
 * Ends the run, and this process with it, when memory runs far over or the deadline has passed: some loops never give V8 the
 * chance to stop them. A program that was late because it fought for memory is told about the memory.
 */
function watchRun(limitMb: number, deadline: number, listener: Listener): NodeJS.Timeout {
  const before = process.memoryUsage.rss();
  return setInterval(() => {
    const usedMb = (process.memoryUsage.rss() - before) / MB;
    const late = performance.now() > deadline + LATE_MS;
    if (usedMb < 2 * limitMb + MEMORY_SLACK_MB && !late) return;
    const reason = listener.full ? 'output-limit' : usedMb > limitMb ? 'out-of-memory' : 'timed-out';
    send({ type: 'ended', stop: { reason }, last: true });
    end();
  }, WATCH_MS);
}

const javascript = find('javascript');

/** One thing after the other: what is being made ahead is there before a run looks for it. */
let last = Promise.resolve();

async function follow(order: ToRunner): Promise<void> {
  switch (order.type) {
    case 'run':
      await run(order);
      if (find(order.request.runtime) === javascript) setImmediate(() => void javascript.prepare());
      return;
    case 'prepare':
      return send({ type: 'ahead', runtime: order.runtime, there: await made(find(order.runtime)), processMb: processMb() });
    case 'drop':
      find(order.runtime).drop();
      return send({ type: 'ahead', runtime: order.runtime, there: false, processMb: processMb() });
  }
}

/** What cannot be made ahead is made, or fails, with the run that needs it. */
async function made(runtime: Runtime): Promise<boolean> {
  try {
    await runtime.prepare();
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

const lines = new LineReader((line) => {
  const order = JSON.parse(line) as ToRunner;
  // An error here is ours: the process ends with it, and the server starts another.
  last = last.then(() => follow(order));
});
process.stdin.on('data', (bytes: Buffer) => void lines.push(bytes));
process.stdin.on('end', end);
await javascript.prepare();
send({ type: 'ready' });

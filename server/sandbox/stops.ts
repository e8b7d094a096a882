import type { ExceededLimit, Stop } from '../contract/observation.ts';
import type { Limits } from '../contract/limits.ts';
import type { RunnerStop } from './messages.ts';

// The sentences a learner reads when a run was ended for it: which limit, its figure, in plain words.

/** What a runner said of the end, with the limit's figure and sentence. */
export function stopOf(stop: RunnerStop, limits: Limits): Stop {
  switch (stop.reason) {
    case 'finished': return stop;
    case 'not-loaded': return stop;
    case 'timed-out': return timedOut(limits, stop.line);
    case 'out-of-memory': return outOfMemory(limits, stop.line);
    case 'output-limit': return outputLimit(limits, stop.line);
  }
}

export function timedOut(limits: Limits, line?: number): Stop {
  const limit: ExceededLimit = { name: 'time', value: limits.timeMs, unit: 'ms' };
  return { reason: 'timed-out', limit, message: `Your program ran longer than ${figure(limits.timeMs)} ms and was stopped.`, ...at(line) };
}

export function outOfMemory(limits: Limits, line?: number): Stop {
  const limit: ExceededLimit = { name: 'memory', value: limits.memoryMb, unit: 'MB' };
  return { reason: 'out-of-memory', limit, message: `Your program needed more than ${figure(limits.memoryMb)} MB of memory and was stopped.`, ...at(line) };
}

export function outputLimit(limits: Limits, line?: number): Stop {
  const kib = limits.outputBytes / 1024;
  const limit: ExceededLimit = { name: 'output', value: kib, unit: 'KiB' };
  return { reason: 'output-limit', limit, message: `Your program printed more than ${figure(kib)} KiB and was stopped.`, ...at(line) };
}

/** A runner process that died by itself, by what it left on stderr: V8 names memory when that was the cause. */
export function diedOf(stderr: string, limits: Limits): Stop {
  const memory = /heap out of memory|is_heap_oom = 1|invalid array length|invalid size error|Allocation failed|allocation failed|Array buffer allocation/i;
  return memory.test(stderr) ? outOfMemory(limits) : { reason: 'crashed', message: 'Your program made its runner crash, so it was stopped.' };
}

function at(line: number | undefined): { line?: number } {
  return line === undefined ? {} : { line };
}

function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

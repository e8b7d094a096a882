import { join } from 'node:path';
import type { Prepared } from './prepare/prepare.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Compiled code that runners load. */
export const addonOfRunners = join(ROOT, 'node_modules/isolated-vm');

/**
 * Everything a runner process may read; `prepared` are the folders made for its runtimes. Node's permission model refuses it all other files, and any writing, child
 * processes, workers and WASI. Learner code has no way to a file at all; this is the second wall. The third is wrap.ts, where the
 * machine offers it: inside, nothing but these files (and Node with its libraries) exists, and there is no network.
 */
export function readableByRunners(prepared: string[]): string[] {
  return [
    join(ROOT, 'server/sandbox/runner'),
    join(ROOT, 'server/sandbox/messages.ts'),
    join(ROOT, 'server/contract/value.ts'),
    join(ROOT, 'package.json'),
    addonOfRunners,
    join(ROOT, 'node_modules/node-gyp-build'),
    // node-gyp-build asks whether this is Alpine, to choose between the C libraries
    '/etc/alpine-release',
    ...prepared,
  ];
}

/**
 * Flags of Node for a runner: https://nodejs.org/api/permissions.html; --no-node-snapshot is what isolated-vm asks for. Compiled
 * WebAssembly is kept once it is there: V8 now and then aborts a process while it frees some that many instances have shared
 * (https://github.com/nodejs/node/issues/64500), and there is little of it. Of the threads that compile in the background there are
 * two, not Node's four: with several runners they would take the cores from those who run. Sparkplug, V8's quick compiler, is left
 * out: what lives as long as a learner's program is done before that pays, and its code has to be given back with every isolate.
 */
export function runnerFlags(prepared: string[]): string[] {
  return [
    '--no-node-snapshot', '--v8-pool-size=2', '--no-sparkplug', '--no-wasm-code-gc', '--permission', '--allow-addons', '--disable-warning=SecurityWarning', '--disable-warning=ExperimentalWarning',
    ...readableByRunners(prepared).map((path) => `--allow-fs-read=${path}`),
  ];
}

/** What follows the flags: the file that runs, and where each runtime finds what was prepared for it, as JSON. */
export function runnerArguments(prepared: Prepared): string[] {
  return [join(ROOT, 'server/sandbox/runner/main.ts'), JSON.stringify(prepared)];
}

import { join } from 'node:path';
import type { Prepared } from './prepare.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Compiled code that runners load. */
export const addonOfRunners = join(ROOT, 'node_modules/isolated-vm');

/**
 * Everything a runner process may read. Node's permission model refuses it all other files, and any writing, child
 * processes, workers and WASI. Learner code has no way to a file at all; this is the second wall. The third is wrap.ts, where the
 * machine offers it: inside, nothing but these files (and Node with its libraries) exists, and there is no network.
 */
export function readableByRunners(preparedFolder: string): string[] {
  return [
    join(ROOT, 'server/sandbox/runner'),
    join(ROOT, 'server/sandbox/messages.ts'),
    join(ROOT, 'server/contract/value.ts'),
    join(ROOT, 'package.json'),
    addonOfRunners,
    join(ROOT, 'node_modules/node-gyp-build'),
    // node-gyp-build asks whether this is Alpine, to choose between the C libraries
    '/etc/alpine-release',
    preparedFolder,
  ];
}

/** Flags of Node for a runner: https://nodejs.org/api/permissions.html; --no-node-snapshot is what isolated-vm asks for. */
export function runnerFlags(preparedFolder: string): string[] {
  return [
    '--no-node-snapshot', '--permission', '--allow-addons', '--disable-warning=SecurityWarning', '--disable-warning=ExperimentalWarning',
    ...readableByRunners(preparedFolder).map((path) => `--allow-fs-read=${path}`),
  ];
}

/** What follows the flags: the file that runs, and the prepared files it reads. */
export function runnerArguments({ snapshots, packages }: Prepared): string[] {
  return [join(ROOT, 'server/sandbox/runner/main.ts'), snapshots.pure, snapshots.lean, snapshots.web, packages];
}

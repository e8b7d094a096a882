import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from './bundle.ts';
import type { Part } from './part.ts';

const RUNNER = join(import.meta.dirname, '../runner');
const KEYVALUE = join(RUNNER, 'runtimes/keyvalue');

/** The Redis engine with its harness, as the snapshot of an isolate. */
export const keyvalue: Part = {
  name: 'keyvalue',
  sources: [
    join(KEYVALUE, 'engine'), join(KEYVALUE, 'inside'), join(KEYVALUE, 'snapshot.ts'), join(KEYVALUE, 'warm-up.ts'), join(RUNNER, 'isolate.ts'),
    join(import.meta.dirname, '../../contract/reply-layout.ts'), import.meta.filename, join(import.meta.dirname, 'bundle.ts'),
  ],
  packages: ['isolated-vm'],
  async make(folder) {
    const source = join(folder, 'engine.js');
    await writeFile(source, await bundle(join(KEYVALUE, 'inside/inside.ts')));
    await promisify(execFile)(process.execPath, ['--no-node-snapshot', join(KEYVALUE, 'snapshot.ts'), source, join(folder, 'engine.snapshot')]);
  },
};

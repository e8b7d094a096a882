import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from './bundle.ts';
import type { Part } from './part.ts';

const RUNNER = join(import.meta.dirname, '../runner');
const DOCUMENTS = join(RUNNER, 'runtimes/documents');

/** An isolate snapshot with the shell and its database inside. */
export const documents: Part = {
  name: 'documents',
  sources: [
    join(DOCUMENTS, 'inside'), join(DOCUMENTS, 'make.ts'), join(RUNNER, 'runtimes/javascript/inside'), join(RUNNER, 'isolate.ts'), join(import.meta.dirname, '../../contract/value.ts'), import.meta.filename, join(import.meta.dirname, 'bundle.ts'),
  ],
  packages: ['isolated-vm', 'node-inspect-extracted'],
  async make(folder) {
    const source = join(folder, 'documents.js');
    await writeFile(source, await bundle(join(DOCUMENTS, 'inside/inside.ts')));
    await promisify(execFile)(process.execPath, ['--no-node-snapshot', join(DOCUMENTS, 'make.ts'), source, join(folder, 'documents.snapshot')]);
  },
};

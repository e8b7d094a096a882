import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from './bundle.ts';
import type { Part } from './part.ts';

const PYTHON = join(import.meta.dirname, '../runner/runtimes/python');

/**
 * For Python: CPython as WebAssembly, the memory of an interpreter that has loaded the standard library and the harness, the rest of the
 * library, and the script that hosts it in an isolate.
 */
export const python: Part = {
  name: 'python',
  sources: [join(PYTHON, 'inside'), join(PYTHON, 'harness'), join(PYTHON, 'make.ts'), import.meta.filename, join(import.meta.dirname, 'bundle.ts')],
  packages: ['pyodide', 'isolated-vm'],
  async make(folder) {
    await promisify(execFile)(process.execPath, [join(PYTHON, 'make.ts'), folder]);
    await writeFile(join(folder, 'host.js'), await bundle(join(PYTHON, 'inside/main.ts')));
  },
};

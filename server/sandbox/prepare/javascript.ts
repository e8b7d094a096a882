import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle } from './bundle.ts';
import type { Part } from './part.ts';

const RUNNER = join(import.meta.dirname, '../runner');
const INSIDE = join(RUNNER, 'runtimes/javascript/inside');

/** Each is one bundle of a file in runner/runtimes/javascript/inside, run once and kept as a heap. */
const snapshotNames = ['pure', 'lean', 'web'];

/** Isolate snapshots with the harness inside, and the list of packages that learner code may import, with the names each exports. */
export const javascript: Part = {
  name: 'javascript',
  sources: [INSIDE, join(INSIDE, '../beginning.ts'), join(import.meta.dirname, '../../contract/value.ts'), join(RUNNER, 'isolate.ts'), join(RUNNER, 'snapshot.ts'), import.meta.filename, join(import.meta.dirname, 'bundle.ts')],
  packages: ['hono', 'isolated-vm', 'node-inspect-extracted'],
  async make(folder) {
    for (const name of snapshotNames) {
      const source = join(folder, `${name}.js`);
      await writeFile(source, await bundle(join(INSIDE, `${name}.ts`)));
      await promisify(execFile)(process.execPath, ['--no-node-snapshot', join(RUNNER, 'snapshot.ts'), source, join(folder, `${name}.snapshot`)]);
    }
    const { modules } = await import('../runner/runtimes/javascript/inside/modules.ts');
    const { databaseModules } = await import('../runner/runtimes/javascript/inside/databases.ts');
    const packages = Object.fromEntries(Object.entries({ ...modules, ...databaseModules }).map(([name, module]) => [name, Object.keys(module)]));
    await writeFile(join(folder, 'packages.json'), JSON.stringify(packages));
  },
};

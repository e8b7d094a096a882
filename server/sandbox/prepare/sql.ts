import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';
import { bundle } from './bundle.ts';
import type { Part } from './part.ts';

const RUNTIMES = join(import.meta.dirname, '../runner/runtimes');
const SQL = join(RUNTIMES, 'sql');
const PACKAGE = '@electric-sql/pglite';

/** The package's glue, fitted to an isolate: nothing around it to look for, its files brought by us, and two questions to us. */
const CHANGES: [from: string | RegExp, to: string][] = [
  ['const{createRequire}=await(import("node:module"));var require=createRequire(import.meta.url)', ''],
  [/\(\{files:\[\{filename:.*?\}\],remote_package_size/, '({files:[],remote_package_size'],
  ['var _scriptName=import.meta.url;', 'var _scriptName="";'],
  ['new URL("pglite.wasm",import.meta.url).href', '""'],
  // gives every export a place in the table of functions; libraries find those they need without: a tenth of the start
  ['updateGOT(origExports);', ''],
  // how much memory Postgres may have
  ['getHeapMax=()=>2147483648', 'getHeapMax=()=>Module["mostBytes"]'],
  // libraries that are compiled already
  ['binary instanceof WebAssembly.Module?binary:new WebAssembly.Module(binary)', 'Module["compile"](binary)'],
  ['var LDSO={loadedLibsByName', 'var LDSO=Module["LDSO"]={loadedLibsByName'],
];

/** Postgres for the runners: PGlite's binary, its glue and our harness as one script, and the files of a database that is set up. */
export const sql: Part = {
  name: 'sql',
  sources: [
    join(SQL, 'inside'), join(SQL, 'make.ts'), join(SQL, 'settings.ts'), join(RUNTIMES, 'javascript/inside'), import.meta.filename, join(import.meta.dirname, 'bundle.ts'),
  ],
  packages: [PACKAGE],
  async make(folder) {
    const found = dirname(createRequire(import.meta.url).resolve(PACKAGE));
    await promisify(execFile)(process.execPath, [join(SQL, 'make.ts'), folder]);
    await copyFile(join(found, 'pglite.wasm'), join(folder, 'pglite.wasm'));
    const glue = await readFile(join(found, 'pglite.js'), 'utf8');
    await writeFile(join(folder, 'inside.js'), await bundle(join(SQL, 'inside/inside.ts'), { plugins: [asModule(changed(glue))] }));
  },
};

function changed(glue: string): string {
  let text = glue;
  for (const [from, to] of CHANGES) {
    if (text.split(from).length !== 2) throw new Error(`${PACKAGE} no longer has ${String(from)} once`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** Makes the glue importable as `pglite-glue`. */
function asModule(glue: string): Plugin {
  return {
    name: 'pglite-glue',
    enforce: 'pre',
    resolveId: (id) => (id === 'pglite-glue' ? '\0pglite-glue.js' : undefined),
    load: (id) => (id === '\0pglite-glue.js' ? glue : undefined),
  };
}

import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { MEMORY_MB } from '../../contract/limits.ts';
import { bundle } from './bundle.ts';
import type { Part } from './part.ts';
import { capMemory, keepExports } from './wasm.ts';

const RUNTIMES = join(import.meta.dirname, '../runner/runtimes');
const INSIDE = join(RUNTIMES, 'php/inside');
const PACKAGE = '@php-wasm/web-8-5';
const PAGES_IN_A_MB = 16;

/** What our own code calls, beyond what the package's glue names. */
const CALLED = [
  'memory', '__indirect_function_table', 'executor_globals', 'zend_eval_stringl', 'zend_get_executed_filename', 'zend_get_executed_lineno', 'zend_observer_error_register',
];

/** The package's glue with what only costs time here taken out. */
const CHANGES: [from: string, to: string][] = [
  // links libraries that are loaded later; there are none, and it would wrap every function of the table: 17 ms
  ['updateGOT(origExports);', ''],
  // lets an instance have less memory than the binary could
  ['var getHeapMax = () => 2147483648;', "var getHeapMax = () => Module['mostBytes'];"],
  // says where the binary is; we give it compiled
  ["import dependencyFilename from './8_5_10/php_8_5.wasm';", "const dependencyFilename = '';"],
];

/**
 * PHP for the runners: the glue and our harness as one script, the binary with its memory bounded and its exports reduced to those in
 * use, and the harness's own PHP.
 */
export const php: Part = {
  name: 'php',
  sources: [
    INSIDE, join(RUNTIMES, 'javascript/inside'), join(import.meta.dirname, '../../contract/value.ts'), join(import.meta.dirname, '../../contract/limits.ts'),
    import.meta.filename, join(import.meta.dirname, 'wasm.ts'), join(import.meta.dirname, 'bundle.ts'),
  ],
  packages: [PACKAGE],
  async make(folder) {
    const found = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
    const glue = await readFile(join(found, 'jspi/php_8_5.js'), 'utf8');
    const binary = await readFile(join(found, 'jspi/8_5_10/php_8_5.wasm'));
    const named = [...glue.matchAll(/wasmExports\s*\[\s*['"]([^'"]+)['"]\s*\]/g)].map(([, name]) => name!);
    const there = new Set(WebAssembly.Module.exports(new WebAssembly.Module(binary)).map(({ name }) => name));
    const keep = new Set([...named.filter((name) => there.has(name)), ...CALLED]);
    await writeFile(join(folder, 'php.wasm'), capMemory(keepExports(binary, keep), MEMORY_MB.ceiling * PAGES_IN_A_MB));
    await writeFile(join(folder, 'inside.js'), await bundle(join(INSIDE, 'inside.ts'), { plugins: [asModule(changed(glue))] }));
    for (const name of ['program.php', 'readline.php', 'request.php', 'tests.php', 'values.php']) await writeFile(join(folder, name), await readFile(join(INSIDE, name)));
  },
};

function changed(glue: string): string {
  let text = glue;
  for (const [from, to] of CHANGES) {
    if (text.split(from).length !== 2) throw new Error(`${PACKAGE} no longer has ${JSON.stringify(from)} once`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** Makes the glue importable as `php-glue`. */
function asModule(glue: string): Plugin {
  return {
    name: 'php-glue',
    enforce: 'pre',
    resolveId: (id) => (id === 'php-glue' ? '\0php-glue.js' : undefined),
    load: (id) => (id === '\0php-glue.js' ? glue : undefined),
  };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSnapshot, type Snapshot } from './isolate.ts';
import type { Runtime } from './runtime.ts';
import { offer } from './runtimes/javascript/imports.ts';
import { JavaScript } from './runtimes/javascript/javascript.ts';
import { Php } from './runtimes/php/php.ts';
import { Python } from './runtimes/python/python.ts';
import { Sql } from './runtimes/sql/sql.ts';
import { toJavaScript } from './runtimes/typescript/typescript.ts';

/** Where each runtime finds what was prepared for it; see ../prepare/. */
export type Folders = Record<'javascript' | 'php' | 'python' | 'sql', string>;

/** Every runtime by the names it answers to. The light ones are read here; the others when they are first asked for. */
export function openRuntimes(folders: Folders): Map<string, Runtime> {
  const javascript = openJavaScript(folders.javascript);
  return new Map<string, Runtime>([
    ['javascript', javascript], ['typescript', javascript], ['php', new Php(folders.php)], ['python', new Python(folders.python)], ['sql', new Sql(folders.sql)],
  ]);
}

function openJavaScript(folder: string): Runtime {
  const packages = JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8')) as Record<string, string[]>;
  offer(new Map(Object.entries(packages)));
  const snapshot = (name: string): Snapshot => openSnapshot(new Uint8Array(readFileSync(join(folder, `${name}.snapshot`))));
  return new JavaScript({ pure: snapshot('pure'), lean: snapshot('lean'), web: snapshot('web') }, toJavaScript);
}

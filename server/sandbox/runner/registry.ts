import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSnapshot, type Snapshot } from './isolate.ts';
import type { Runtime } from './runtime.ts';
import { Documents } from './runtimes/documents/documents.ts';
import type { Sources } from './runtimes/javascript/databases.ts';
import { offer } from './runtimes/javascript/imports.ts';
import { JavaScript } from './runtimes/javascript/javascript.ts';
import { KeyValue } from './runtimes/keyvalue/keyvalue.ts';
import { Php } from './runtimes/php/php.ts';
import { Python } from './runtimes/python/python.ts';
import { Sql } from './runtimes/sql/sql.ts';
import { toJavaScript } from './runtimes/typescript/typescript.ts';

/** Where each runtime finds what was prepared for it; see ../prepare/. */
export type Folders = Record<'documents' | 'javascript' | 'keyvalue' | 'php' | 'python' | 'sql', string>;

/** Every runtime by the names it answers to. The light ones are read here; the others when they are first asked for. */
export function openRuntimes(folders: Folders): Map<string, Runtime> {
  const sql = new Sql(folders.sql);
  const keyvalue = new KeyValue(folders.keyvalue);
  const javascript = openJavaScript(folders.javascript, { postgres: () => sql.take(), redis: (memoryMb) => keyvalue.take(memoryMb), prepareRedis: () => keyvalue.prepare() });
  return new Map<string, Runtime>([
    ['javascript', javascript], ['typescript', javascript], ['documents', new Documents(folders.documents)], ['keyvalue', keyvalue], ['php', new Php(folders.php)], ['python', new Python(folders.python)], ['sql', sql],
  ]);
}

function openJavaScript(folder: string, databases: Sources): Runtime {
  const packages = JSON.parse(readFileSync(join(folder, 'packages.json'), 'utf8')) as Record<string, string[]>;
  offer(new Map(Object.entries(packages)));
  const snapshot = (name: string): Snapshot => openSnapshot(new Uint8Array(readFileSync(join(folder, `${name}.snapshot`))));
  return new JavaScript({ pure: snapshot('pure'), lean: snapshot('lean'), web: snapshot('web') }, toJavaScript, databases);
}

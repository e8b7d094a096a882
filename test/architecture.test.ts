import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { init, parse } from 'es-module-lexer';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';

// The arrows of design.md: main → app → feature routes → {stores, sandbox, judge, curriculum, web/pages} → contract.

const root = resolve(import.meta.dirname, '..');
const SOURCE = /\.(ts|tsx)$/;
const MOST_LINES = 320;
const JUNK_DRAWERS = /^(utils?|lib|common|helpers?|misc|shared|tools)(\.|$)/;

interface Source { file: string; text: string; lines: number; imports: string[] }

let sources: Source[];
beforeAll(async () => {
  await init;
  sources = ['server', 'web', 'test'].flatMap((folder) => filesIn(join(root, folder)).map(readSource));
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Imports as paths from the root, or as package names; type imports count too, because they are a dependency of the reader. */
function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const [found] = parse(path.endsWith('.tsx') ? withoutMarkup(text) : text);
  const imports = found.flatMap(({ specifier }) => (typeof specifier !== 'string' ? [] : [specifier.startsWith('.') ? relative(root, resolve(dirname(path), specifier.replace(/\?.*$/, ''))) : specifier]));
  return { file: relative(root, path), text, lines: text.trimEnd().split('\n').length, imports: [...new Set(imports)] };
}

/** The lexer knows TypeScript but no JSX, and esbuild drops type-only imports, so these are made ordinary ones first. */
function withoutMarkup(text: string): string {
  const untyped = text.replaceAll(/^import\s[^;'"=]*?\sfrom\s/gm, (statement) => statement.replaceAll(/(?<=[{,]\s*|^import\s)type\s(?!from\b)/g, ''));
  return transformSync(untyped, { loader: 'tsx', jsx: 'automatic', jsxImportSource: 'preact', tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } }).code;
}

/** Every file that imports the package or a part of it. */
function importersOf(name: string): string[] {
  return sources.filter(({ imports }) => imports.some((one) => one === name || one.startsWith(`${name}/`))).map(({ file }) => file).sort();
}

/** The imports from files matching `from` to files matching `to`, as `a → b`. */
function arrows(from: RegExp, to: RegExp, except: RegExp[] = []): string[] {
  return sources.filter(({ file }) => from.test(file)).flatMap(({ file, imports }) => imports.filter((one) => to.test(one)).map((one) => `${file} → ${one}`))
    .filter((arrow) => !except.some((pattern) => pattern.test(arrow)));
}

test('the sources are found', () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sources.find(({ file }) => file === 'server/app.tsx')?.imports).toContain('server/runs/routes.ts');
  expect(sources.find(({ file }) => file === 'server/services.ts')?.imports).toContain('server/contract/sandbox.ts');
});

describe('arrows never point back', () => {
  test('the contract knows only itself', () => {
    expect(arrows(/^server\/(contract\/|errors\.ts)/, /^(server|web)\//, [/ → server\/(contract\/|errors\.ts)/])).toEqual([]);
  });

  test('sandbox, judge and curriculum know only the contract; what proves the curriculum may use the other two', () => {
    for (const part of ['sandbox', 'judge', 'curriculum']) {
      expect(arrows(new RegExp(`^server/${part}/`), /^(server|web)\//, [
        new RegExp(` → server/(${part}/|contract/|errors\\.ts|source-version\\.ts)`), /^server\/curriculum\/(check|main)[\w-]*\.ts → server\/(judge|sandbox)\//,
      ])).toEqual([]);
    }
  });

  test('the database knows no feature', () => {
    expect(arrows(/^server\/database\//, /^(server|web)\//, [/ → server\/(database\/|contract\/|errors\.ts)/])).toEqual([]);
  });

  test('stores and rules know neither HTTP nor pages', () => {
    const store = /^server\/(?!contract\/)\w+\/(store|state|next-step|attempt|overview|events|desk|allowance)\.ts$/;
    expect(arrows(store, /^(hono|@hono\/|web\/)|routes\.tsx?$|^server\/(app|page|api-route|services)\./)).toEqual([]);
  });

  test('nothing but app mounts routes, nothing but start makes the app, nothing but main starts', () => {
    expect(arrows(/^server\//, /routes\.tsx?$/, [/^server\/app\.tsx → /])).toEqual([]);
    expect(arrows(/^server\//, /^server\/app\.tsx$/)).toEqual(['server/start.ts → server/app.tsx']);
    expect(arrows(/^server\//, /^server\/start\.ts$/)).toEqual(['server/main.ts → server/start.ts']);
    expect(arrows(/^(server|web)\//, /^server\/main\.ts$/)).toEqual([]);
  });

  test('pages, components and islands know the contract and themselves', () => {
    expect(arrows(/^web\//, /^server\//, [/ → server\/(contract\/|errors\.ts)/])).toEqual([]);
    expect(arrows(/^web\/(pages|components)\//, /^web\/islands\//)).toEqual([]);
    expect(arrows(/^web\/components\//, /^web\/pages\//)).toEqual([]);
  });

  test('what runs in a runner knows nothing of the server around it', () => {
    expect(arrows(/^server\/sandbox\/runner\//, /^server\//, [/ → server\/(sandbox\/(runner\/|messages\.ts|limits\.ts)|contract\/)/])).toEqual([]);
  });

  test('the product never imports its tests', () => {
    expect(arrows(/^(server|web)\//, /^test\//)).toEqual([]);
  });
});

test('there are no cycles', () => {
  const graph = new Map(sources.map(({ file, imports }) => [file, imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, way: string[]): void => {
    if (way.includes(file)) {
      cycles.push([...way.slice(way.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const { file } of sources) visit(file, []);
  expect(cycles).toEqual([]);
});

describe('sole importers', () => {
  const inProduct = (files: string[]) => files.filter((file) => !file.startsWith('test/'));

  test('isolated-vm: the isolate (and the bare loop that the bench compares with)', () => {
    expect(importersOf('isolated-vm').filter((file) => file !== 'test/bench/bare-isolate.ts')).toEqual(['server/sandbox/runner/isolate.ts']);
  });

  test('Monaco: the editor', () => {
    const importers = importersOf('monaco-editor');
    expect(importers).toContain('web/islands/editor.ts');
    expect(importers.filter((file) => !/^web\/islands\/editor[\w-]*\.ts$/.test(file))).toEqual([]);
  });

  test('the driver of Postgres: the database', () => {
    expect(inProduct(importersOf('postgres')).filter((file) => !file.startsWith('server/database/'))).toEqual([]);
  });

  test('SQL: stores, what leases submissions, and the database', () => {
    expect(inProduct(importersOf('drizzle-orm')).filter((file) => !/^server\/(database\/[\w-]+|\w+\/store)\.ts$/.test(file))).toEqual([]);
  });

  test('the environment: main, and the doctor, which is a program of its own; a runner sets its time zone and reads nothing', () => {
    const touch = (text: string): boolean => /process\.env\b/.test(text.replace("process.env['TZ'] = 'UTC';", ''));
    expect(sources.filter(({ file, text }) => /^(server|web)\//.test(file) && touch(text)).map(({ file }) => file)).toEqual(['server/doctor.ts', 'server/main.ts']);
  });
});

test(`no file is longer than ${MOST_LINES} lines`, () => {
  expect(sources.filter(({ lines }) => lines > MOST_LINES).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
});

test('no folder or file is a junk drawer', () => {
  expect(sources.flatMap(({ file }) => file.split('/')).filter((part) => JUNK_DRAWERS.test(part))).toEqual([]);
});

test('no URL of the site is put together outside paths.ts (authors write them by hand, so what reads their files knows them)', () => {
  const concatenated = /(?<!`)[`'"]\/(?:exercises|lessons|tracks|api\/(?:exercises|submissions|playground))\/[`'"$]/;
  expect(sources.filter(({ file, text }) => /^(server|web)\//.test(file) && file !== 'server/contract/paths.ts' && !file.startsWith('server/curriculum/') && concatenated.test(text)).map(({ file }) => file)).toEqual([]);
});

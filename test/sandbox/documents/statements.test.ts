import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vite';
import { findStatements, rewrite, withoutCommands } from '../../../server/sandbox/runner/runtimes/documents/inside/statements.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Programs by many hands. */
const FOLDERS = ['node_modules/yaml/dist', 'node_modules/hono/dist', 'node_modules/saxes', 'node_modules/diff/libcjs'];

function programs(): { file: string; code: string }[] {
  return FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js')).map((name) => join(folder, name)))
    .map((file) => ({ file, code: readFileSync(join(ROOT, file), 'utf8') })).filter(({ code }) => !/[^\n -~\r\t]/.test(code) && !/^export (?:async )?function/m.test(code));
}

/** Where a real parser finds the expressions that stand by themselves. */
function expected(code: string): string[] {
  return parseAst(code).body.filter((node) => node.type === 'ExpressionStatement').map((node) => code.slice(node.start, node.end).replace(/[\s;]+$/, ''));
}

test('finds the same statements as a parser', () => {
  const different: string[] = [];
  let statements = 0;
  for (const { file, code } of programs()) {
    const wanted = expected(code);
    statements += wanted.length;
    const found = findStatements(code).map(({ start, end }) => code.slice(start, end));
    if (JSON.stringify(found) !== JSON.stringify(wanted)) different.push(file);
  }
  expect(different).toEqual([]);
  expect(statements).toBeGreaterThan(500);
});

test('knows the commands of the shell from JavaScript', () => {
  const commands = (code: string): string[][] => findStatements(code).flatMap((statement) => (statement.kind === 'command' ? [statement.words] : []));
  expect(commands('use shop\ndb.c.find(); it')).toEqual([['use', 'shop'], ['it']]);
  expect(commands('use shop; show dbs;')).toEqual([['use', 'shop'], ['show', 'dbs']]);
  expect(commands("use('shop'); const it = 1; it + 1; show\n('x'); `\nuse shop\n`")).toEqual([]);
  expect(withoutCommands('use shop; 1\n  show collections\nuse(2)')).toBe('        ; 1\n                  \nuse(2)');
});

test('tells in which column something was written', () => {
  const { code, column } = rewrite('use a; one.two(); three', { show: 'S', command: 'C' });
  expect(code).toBe('C("use","a"); S((one.two())); S((three))');
  expect(column(1, code.indexOf('two') + 1)).toBe('use a; one.'.length + 1);
  expect(column(1, code.indexOf('three') + 1)).toBe('use a; one.two(); '.length + 1);
});

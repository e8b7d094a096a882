import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { commandNames } from '../../server/sandbox/runner/runtimes/javascript/inside/redis/command-names.ts';

// What the editor says of the modules that a program's databases are.

/** The compiler is a process of its own, slow to start while the machine is busy. */
const TIME = 60_000;
const islands = new URL('../../web/islands/', import.meta.url);
const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
const declarations = ['sandbox-globals.d.ts.txt', 'sandbox-modules.d.ts.txt'].map((name) => readFileSync(new URL(name, islands), 'utf8')).join('\n');

/** What TypeScript has to say of a program, as the editor checks it. */
async function complaints(code: string): Promise<string[]> {
  await using folder = await temporary();
  await Promise.all([writeFile(join(folder.path, 'declarations.d.ts'), declarations), writeFile(join(folder.path, 'main.ts'), code)]);
  const args = ['--noEmit', '--strict', '--target', 'esnext', '--module', 'esnext', '--moduleDetection', 'force', '--lib', 'esnext', '--types', '', '--pretty', 'false', 'declarations.d.ts', 'main.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, [TSC, ...args], { cwd: folder.path }).catch((error: { stdout: string }) => error);
  return stdout.split('\n').filter((line) => line.includes('error TS'));
}

async function temporary(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'groundwork-types-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test('a program with databases is understood', async () => {
  expect(await complaints(`
    import sql, { PostgresError, type Sql, type Tag } from 'database';
    import { redis, Redis, ReplyError } from 'redis';
    interface Book { id: number; title: string }
    export async function find(db: Tag, id: number): Promise<Book | undefined> {
      const rows = await db<Book[]>\`select * from \${sql('books')} where id in \${sql([id])} \${id > 1 ? sql\`and true\` : sql\`\`}\`;
      const all: number = rows.count;
      for (const { title } of rows) title.toUpperCase();
      return all > 0 ? rows[0] : undefined;
    }
    export const transfer = (db: Sql): Promise<string> => db.begin(async (tx) => { await find(tx, 1); await tx.savepoint((inner) => inner.unsafe('select $1', [1])); return 'done' });
    try { await sql\`insert into books \${sql({ title: 'x' }, 'title')}\` } catch (error) { if (error instanceof PostgresError) console.log(error.code, error.constraint_name?.length) }
    const hits: number = await redis.incr('hits');
    const name: string | null = await redis.get('name');
    const user: { [field: string]: string } = await redis.hgetall('user:1');
    await redis.hset('user:1', { age: 36 }); await redis.set('a', 1, 'EX', 60);
    const done = await redis.multi().incr('a').get('a').exec();
    const other: Redis = redis.duplicate();
    other.on('message', (channel, text) => console.log(channel.length + text.length));
    console.log(hits, name?.length, user, done?.[0]?.[1], new ReplyError().command.name);
  `)).toEqual([]);
}, TIME);

test('what is certainly wrong is named', async () => {
  expect(await complaints("import { sql } from 'database'; const rows: string = await sql`select 1`; await sql.bgin(() => {});")).toEqual([
    expect.stringMatching(/not assignable to type 'string'/), expect.stringMatching(/'bgin' does not exist.*Did you mean 'begin'/),
  ]);
  expect(await complaints("import { redis } from 'redis'; const n: number = await redis.get('a'); await redis.inkr('a');")).toEqual([
    expect.stringMatching(/not assignable to type 'number'/), expect.stringMatching(/'inkr' does not exist/),
  ]);
}, TIME);

test('every command has its declaration', () => {
  expect(commandNames.filter((name) => !declarations.includes(`    ${name}(...args: Arguments):`))).toEqual([]);
});

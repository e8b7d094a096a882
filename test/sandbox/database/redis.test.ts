import { expect, test } from 'vitest';
import type { CaseInput, DataInput, HttpRequest } from '../../../server/contract/exercise.ts';
import { commandNames } from '../../../server/sandbox/runner/runtimes/javascript/inside/redis/command-names.ts';
import { commands } from '../../../server/sandbox/runner/runtimes/keyvalue/engine/commands.ts';
import { call, observed, program, returned, useSandbox } from '../support.ts';

const { run } = useSandbox(1, { aheadMb: 1_000 });

const on = (input: CaseInput, data: DataInput = { redis: '' }): CaseInput => ({ ...input, data }) as CaseInput;
const f = (body: string): string => `import { redis, Redis, ReplyError } from 'redis';\nexport async function f() {\n  ${body}\n}`;

/** What `f` with this body returns. */
async function value(body: string, setup = ''): Promise<unknown> {
  return plain(returned(await run(f(body), [on(call('f'), { redis: setup })]))[0]);
}

/** Objects of a returned Value as objects. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plain);
  const { $, entries } = (given ?? {}) as { $?: string; entries?: [string, unknown][] };
  return $ === 'object' && entries ? Object.fromEntries(entries.map(([key, one]) => [key, plain(one)])) : given;
}

test('commands are methods, and replies are values', async () => {
  const body = `return [
    await redis.set('name', 'Ada 😀'), await redis.get('name'), await redis.get('nobody'), await redis.incrby('visits', 5), await redis.exists('name', 'visits'),
    await redis.hset('user:1', { name: 'Ada', age: 36 }), await redis.hgetall('user:1'), await redis.hgetall('user:2'),
    await redis.rpush('jobs', ['a', 'b'], 'c'), await redis.lrange('jobs', 0, -1), await redis.sadd('tags', 'x', 'y'), (await redis.smembers('tags')).sort(),
    await redis.zadd('board', 10, 'ada', 20, 'bob'), await redis.zrange('board', 0, -1, 'REV', 'WITHSCORES'), await redis.call('OBJECT', 'ENCODING', 'visits'), await redis.ping(),
  ]`;
  expect(await value(body)).toEqual([
    'OK', 'Ada 😀', null, 5, 2, 2, { name: 'Ada', age: '36' }, {}, 3, ['a', 'b', 'c'], 2, ['x', 'y'], 2, ['bob', '20', 'ada', '10'], 'int', 'PONG',
  ]);
});

test('every method is a command that is there', () => {
  expect(commandNames.filter((name) => !Object.hasOwn(commands, name))).toEqual([]);
  expect(new Set(commandNames).size).toBe(commandNames.length);
});

test('an error of Redis can be caught, and says where the command stands', async () => {
  expect(await value("await redis.set('a', 'x'); try { await redis.incr('a') } catch (error) { return [error instanceof ReplyError, error.name, error.message, error.command] }")).toEqual([
    true, 'ReplyError', 'ERR value is not an integer or out of range', { name: 'incr', args: ['a'] },
  ]);
  const outcome = await run(f("await redis.set('a', 'x');\n  await redis.lpush('a', 1);"), [on(call('f'))]);
  expect(observed(outcome, 'threw').error).toMatchObject({ name: 'ReplyError', message: expect.stringMatching(/^WRONGTYPE/), line: 4 });
});

test('a value that is missing is refused before anything is sent', async () => {
  expect(await value("try { await redis.set('a', undefined) } catch (error) { return [error.message, await redis.exists('a')] }")).toEqual(['An argument of set is undefined. Redis keeps texts only: look at where the value comes from.', 0]);
});

test('what expires expires by the program\'s clock, in no time', async () => {
  const began = performance.now();
  expect(await value(`
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const began = Date.now();
    await redis.set('session', 'x', 'EX', 60);
    const before = [await redis.ttl('session'), new Date().toISOString()];
    await sleep(59_999);
    const nearly = [await redis.exists('session'), await redis.pttl('session')];
    await sleep(1);
    await redis.call('DEBUG', 'SLEEP', 10);
    return [before, nearly, await redis.exists('session'), Date.now() - began, new Date() instanceof Date, typeof Date()]`)).toEqual([[60, '2026-01-01T00:00:00.000Z'], [1, 1], 0, 70_000, true, 'string']);
  expect(performance.now() - began).toBeLessThan(20_000);
});

test('a transaction is done as a whole, or not at all when a watched key has changed', async () => {
  expect(await value(`
    const done = await redis.multi().incr('n').hset('h', 'a', 1).hgetall('h').lpush('n', 1).exec();
    const other = redis.duplicate();
    await redis.watch('n');
    await other.set('n', 10);
    const refused = await redis.multi().set('n', 0).exec();
    const sent = await redis.pipeline().get('n').incr('h').exec();
    return [done.map(([error, reply]) => [error && error.message.split(' ')[0], reply]), refused, sent.map(([error, reply]) => error ? error.name : reply)]`)).toEqual([
    [[null, 1], [null, 1], [null, { a: '1' }], ['WRONGTYPE', { $: 'undefined' }]], null, ['10', 'ReplyError'],
  ]);
});

test('a worker waits for its job, or until its time is over', async () => {
  expect(await value(`
    const worker = redis.duplicate();
    const first = worker.blpop('jobs', 10);
    setTimeout(() => redis.rpush('jobs', 'one'), 3_000);
    const began = Date.now();
    const got = await first;
    const waited = Date.now() - began;
    return [got, waited, await worker.blpop('jobs', 5), Date.now() - began]`)).toEqual([['jobs', 'one'], 3_000, null, 8_000]);
  const outcome = await run(f("await redis.blpop('jobs', 0)"), [on(call('f'))]);
  expect(outcome.observations[0]?.ended).toBe('waits-forever');
});

test('what is published reaches those who subscribed', async () => {
  expect(await value(`
    const heard = [];
    const ears = redis.duplicate();
    ears.on('message', (channel, text) => heard.push([channel, text]));
    const count = await ears.subscribe('news', 'weather');
    const told = await redis.publish('news', 'hello');
    await redis.publish('other', 'unheard');
    return [count, told, heard]`)).toEqual([['subscribe', 'weather', 2], 1, [['news', 'hello']]]);
});

test('each case begins with its own data, and with the clock at its beginning', async () => {
  const code = f("await redis.incr('visits'); await new Promise((resolve) => setTimeout(resolve, 5_000)); return [await redis.get('visits'), Date.now() - Date.UTC(2026, 0, 1)]");
  const outcome = await run(code, [on(call('f'), { redis: '# a comment\nSET visits 10' }), on(call('f'), { redis: '' })]);
  expect(returned(outcome)).toEqual([['11', 5_000], ['1', 5_000]]);
});

test('commands of an exercise that cannot be run are its fault, and said so', async () => {
  const { stop } = await run(f('return 1'), [on(call('f'), { redis: 'SET a x\nINCR a' })]);
  expect(stop).toMatchObject({ reason: 'not-loaded', error: { message: 'The Redis commands of this exercise cannot be run: ERR value is not an integer or out of range: INCR a' } });
});

test('a rate limiter is tried by requests that come later', async () => {
  const code = `import { Hono } from 'hono';
import redis from 'redis';
const app = new Hono();
app.get('/', async (c) => {
  const count = await redis.incr('hits');
  if (count === 1) await redis.expire('hits', 60);
  return c.text(String(count), count > 2 ? 429 : 200);
});
export default app;`;
  const get = (afterMs?: number): HttpRequest => ({ method: 'GET', path: '/', headers: {}, ...(afterMs === undefined ? {} : { afterMs }) });
  const outcome = await run(code, [on({ kind: 'http', requests: [get(), get(), get(), get(59_000), get(1_000)] })], { runtime: 'typescript' });
  expect(observed(outcome, 'responded').responses.map(({ status, body }) => `${status} ${body}`)).toEqual(['200 1', '200 2', '429 3', '429 4', '200 1']);
});

test('calls before the one that counts, and time between them', async () => {
  const code = f("const count = await redis.incr('hits'); if (count === 1) await redis.expire('hits', 60); if (count > 2) throw new Error('too many'); return count").replace('function f()', 'function f(user)');
  const hits = (earlier: number, afterMs?: number): CaseInput => on({ kind: 'call', function: 'f', args: [null], earlier: Array.from({ length: earlier }, () => [null]), ...(afterMs === undefined ? {} : { afterMs }) });
  const outcome = await run(code, [hits(1), hits(2), hits(5, 59_999), hits(5, 60_000)]);
  expect(outcome.observations.map((one) => (one?.ended === 'returned' ? one.value : one?.ended))).toEqual([2, 'threw', 'threw', 1]);
});

test('a cache in front of a database saves statements', async () => {
  const code = `import { sql } from 'database';
import { redis } from 'redis';
const priceOf = async (id) => {
  const known = await redis.get('price:' + id);
  if (known !== null) return Number(known);
  const [{ price }] = await sql\`select price from products where id = \${id}\`;
  await redis.set('price:' + id, price, 'EX', 30);
  return price;
};
console.log(await priceOf(1), await priceOf(1));
await sql\`update products set price = 9\`;
console.log(await priceOf(1));
setTimeout(async () => console.log(await priceOf(1)), 30_000);`;
  const outcome = await run(code, [on(program(), { sql: 'create table products (id int, price int); insert into products values (1, 5)', redis: '' })]);
  expect(observed(outcome, 'exited')).toMatchObject({ exitCode: 0, stdout: '5 5\n5\n9\n', data: { queries: 3 } });
});

test('a clock stands still only for programs with Redis', async () => {
  const outcome = await run('export const f = () => new Date().getUTCFullYear() + Date.now() * 0', [call('f')]);
  expect(returned(outcome)[0]).toBe(new Date().getUTCFullYear());
});

test('what fills Redis without end is too much memory, and an endless loop is timed out', async () => {
  expect((await run(f("for (let n = 0; ; n += 1) await redis.append('a', 'x'.repeat(1_000_000))"), [on(call('f'))], { limits: { timeMs: 10_000 } })).stop.reason).toBe('out-of-memory');
  expect((await run(f('for (;;) await redis.ping()'), [on(call('f'))], { limits: { timeMs: 1_000 } })).stop).toMatchObject({ reason: 'timed-out' });
  expect(await value("return redis.dbsize()")).toBe(0);
});

test('a program without Redis is told that there is none', async () => {
  expect((await run("import { redis } from 'redis'", [program()])).stop).toMatchObject({ error: { message: expect.stringContaining('This exercise has no Redis, so there is no redis to import.'), line: 1 } });
  expect((await run("import Redis from 'ioredis'", [program()])).stop).toMatchObject({ error: { message: "The package ioredis is not available here. Where an exercise has a database, write: import { redis } from 'redis'." } });
});

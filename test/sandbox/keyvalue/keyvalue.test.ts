import { expect, test } from 'vitest';
import type { CaseInput } from '../../../server/contract/exercise.ts';
import type { Limits } from '../../../server/contract/limits.ts';
import type { Observation, RunOutcome } from '../../../server/contract/observation.ts';
import { useSandbox } from '../support.ts';

const tools = useSandbox(1);
type Query = CaseInput & { kind: 'query' };
type Answered = Observation & { ended: 'answered' };

function run(code: string, inputs: Partial<Query>[] = [{}], limits: Partial<Limits> = {}): Promise<RunOutcome> {
  return tools.run(code, inputs.map((input) => ({ kind: 'query', setup: '', attempts: [], explain: false, ...input })), { runtime: 'keyvalue', limits: { timeMs: 8_000, ...limits } });
}

function answered(outcome: RunOutcome, index = 0): Answered {
  const observation = outcome.observations[index];
  if (observation?.ended !== 'answered') throw new Error(JSON.stringify(outcome));
  return observation;
}

async function answer(code: string, input: Partial<Query> = {}): Promise<Answered> {
  return answered(await run(code, [input]));
}

const cellsOf = ({ results }: Answered): unknown[] => results.map(({ rows }) => JSON.parse(rows[0]![0]!));

test('each command has its reply, as JSON and as redis-cli prints it', async () => {
  const observation = await answer('SET name "Ada Lovelace" EX 60\nINCR visits\nGET nobody\nHSET user:1 b 2 a 1\nHGETALL user:1\nSADD tags y x\nSMEMBERS tags\nLPUSH visits 1\nEVALX\nget name');
  expect(cellsOf(observation)).toEqual([
    { status: 'OK' }, 1, null, 2, { map: { a: '1', b: '2' } }, 2, { set: ['x', 'y'] },
    { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' }, { error: "ERR unknown command 'EVALX', with args beginning with: " }, 'Ada Lovelace',
  ]);
  expect(observation.results.map(({ command }) => command)).toEqual(['SET', 'INCR', 'GET', 'HSET', 'HGETALL', 'SADD', 'SMEMBERS', 'LPUSH', 'EVALX', 'GET']);
  expect(observation.results[0]).toEqual({ columns: [{ name: 'reply', type: 'reply' }], rows: [['{"status":"OK"}']], rowCount: 1, command: 'SET', durationMs: 0 });
  expect(observation.error).toBeUndefined();
  expect(observation.stdout.split('\n')).toEqual([
    'OK', '(integer) 1', '(nil)', '(integer) 2', '1) "b"', '2) "2"', '3) "a"', '4) "1"', '(integer) 2', '1) "y"', '2) "x"',
    '(error) WRONGTYPE Operation against a key holding the wrong kind of value', "(error) ERR unknown command 'EVALX', with args beginning with: ", '"Ada Lovelace"', '',
  ]);
});

test('text is text in a cell, and bytes where it is printed; bytes that are no text survive', async () => {
  const observation = await answer('SET word "Grüße 🎉"\nGET word\nSTRLEN word\nGETRANGE word 0 2\nSET é 1\nKEYS *\nürgh');
  expect(cellsOf(observation)).toEqual([{ status: 'OK' }, 'Grüße 🎉', 12, 'Gr\udcc3', { status: 'OK' }, { set: ['word', 'é'] }, { error: "ERR unknown command 'ürgh', with args beginning with: " }]);
  expect(observation.stdout).toContain('"Gr\\xc3\\xbc\\xc3\\x9fe \\xf0\\x9f\\x8e\\x89"\n(integer) 12\n"Gr\\xc3"\n');
  expect(observation.stdout).toContain("unknown command 'ürgh'");
});

test('integers beyond 2^53 are printed in full', async () => {
  const { stdout, results } = await answer('SET n 9223372036854775806\nINCR n\nINCR n');
  expect(stdout).toBe('OK\n(integer) 9223372036854775807\n(error) ERR increment or decrement would overflow\n');
  expect(results[1]!.rows).toEqual([['9223372036854775807']]);
});

test('comments and blank lines are passed over, CRLF ends a line too', async () => {
  const observation = await answer('# first\r\n\r\n  SET a 1  \r\n   # SET a 2\r\nGET a\r\n');
  expect(cellsOf(observation)).toEqual([{ status: 'OK' }, '1']);
});

test('an open quote ends the script with an error at its line; what came before is there', async () => {
  const observation = await answer('SET a 1\n\nSET b "two\nSET c 3');
  expect(cellsOf(observation)).toEqual([{ status: 'OK' }]);
  expect(observation.error).toMatchObject({ code: 'ERR', message: 'Invalid argument(s)', line: 3 });
  expect(observation.error!.hint).toContain('quote');
  expect(observation.stderr).toBe('Invalid argument(s)\n');
});

test('the exercise’s commands run first and show nothing; what is asked afterwards has a row for each command', async () => {
  const { stdout, results, probe } = await answer('INCR visits\nSELECT 1\nMULTI', { setup: '# a counter\nSET visits 41\nRPUSH jobs a b', probe: 'GET visits\nLRANGE jobs 0 -1\nGET nothing' });
  expect(stdout).toBe('(integer) 42\nOK\nOK\n');
  expect(results).toHaveLength(3);
  expect(probe).toMatchObject({ columns: [{ name: 'reply', type: 'reply' }], rows: [['"42"'], ['["a","b"]'], ['null']], rowCount: 3 });
});

test('an exercise’s commands that fail say so, and the learner’s do not run', async () => {
  const { error, stdout } = await answer('GET a', { setup: 'SET a 1\nLPUSH a 2' });
  expect(error).toMatchObject({ code: 'WRONGTYPE', line: 2 });
  expect(error!.message).toContain('The data of this exercise cannot be set up: WRONGTYPE');
  expect(stdout).toBe('');
});

test('every attempt begins where the code ended, and has the code of its error', async () => {
  const { attempts, probe } = await answer('RPUSH jobs a', { setup: 'SET name Ada', attempts: ['INCR name', 'LPOP jobs', 'RPUSH jobs b\nLPUSH name x', 'BOGUS', 'GET "'], probe: 'LLEN jobs' });
  expect(attempts.map((attempt) => attempt && attempt.code)).toEqual(['ERR', null, 'WRONGTYPE', 'ERR', 'ERR']);
  expect(probe).toMatchObject({ rows: [['1']] });
});

test('every case has a store and a clock of its own', async () => {
  const outcome = await run('INCR n\nTIME\nDEBUG SLEEP 5\nTIME\nCLIENT GETNAME', [{}, { setup: 'SET n 10' }, {}]);
  expect([0, 1, 2].map((index) => cellsOf(answered(outcome, index)))).toEqual([1, 11, 1].map((n) => [n, ['1767225600', '0'], { status: 'OK' }, ['1767225605', '0'], null]));
});

test('the clock stands still but for DEBUG SLEEP, which takes no time', async () => {
  const began = performance.now();
  const observation = await answer('SET a 1 EX 3600\nTTL a\nDEBUG SLEEP 3599.5\nPTTL a\nDEBUG SLEEP 0.5\nGET a\nXADD s * f 1\nXADD s * f 2');
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(cellsOf(observation)).toEqual([{ status: 'OK' }, 3600, { status: 'OK' }, 500, { status: 'OK' }, null, '1767229200000-0', '1767229200000-1']);
});

test('what is drawn by chance is the same in every run', async () => {
  const script = 'SADD s a b c d e f\nSPOP s 2\nSRANDMEMBER s -5\nRANDOMKEY';
  expect(cellsOf(await answer(script))).toEqual(cellsOf(await answer(script)));
});

test('a second client makes a watched transaction lose', async () => {
  const { stdout } = await answer('SET stock 1\nWATCH stock\n#@ rival\nDECR stock\n#@ main\nMULTI\nDECR stock\nEXEC\nGET stock');
  expect(stdout).toBe('OK\nOK\n#@ rival\n(integer) 0\n#@ main\nOK\nQUEUED\n(nil)\n"0"\n');
});

test('what is published is printed for who has subscribed, and is a result', async () => {
  const observation = await answer('#@ reader\nSUBSCRIBE news sport\n#@ main\nPUBLISH news hello\nPUBLISH weather rain\n#@ reader\nGET a\nUNSUBSCRIBE');
  expect(observation.stdout.split('\n')).toEqual([
    '#@ reader', '1) "subscribe"', '2) "news"', '3) (integer) 1', '1) "subscribe"', '2) "sport"', '3) (integer) 2',
    '#@ main', '(integer) 1', '#@ reader', '1) "message"', '2) "news"', '3) "hello"', '#@ main', '(integer) 0',
    '#@ reader', "(error) ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context",
    '1) "unsubscribe"', '2) "news"', '3) (integer) 1', '1) "unsubscribe"', '2) "sport"', '3) (integer) 0', '',
  ]);
  expect(observation.results.map(({ command }) => command)).toEqual(['SUBSCRIBE', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'PUBLISH', 'GET', 'UNSUBSCRIBE', 'UNSUBSCRIBE']);
});

test('a waiting client is answered when another one brings something, whoever waited longer first', async () => {
  const { stdout } = await answer('#@ one\nBLPOP jobs 0\n#@ two\nBLPOP jobs 10\n#@ main\nRPUSH jobs a\nRPUSH jobs b c\nLRANGE jobs 0 -1');
  expect(stdout).toBe('(integer) 1\n#@ one\n1) "jobs"\n2) "a"\n#@ main\n(integer) 2\n#@ two\n1) "jobs"\n2) "b"\n#@ main\n1) "c"\n');
});

test('a client that waits in vain is answered at its timeout; the clock has moved there', async () => {
  const { stdout, results } = await answer('BLPOP jobs 5\nTIME\nXREAD BLOCK 1500 STREAMS s $');
  expect(stdout).toBe('(nil)\n1) "1767225605"\n2) "0"\n(nil)\n');
  expect(results.map(({ command }) => command)).toEqual(['BLPOP', 'TIME', 'XREAD']);
});

test('a worker waits for entries of a stream', async () => {
  const { stdout } = await answer('XGROUP CREATE jobs g $ MKSTREAM\n#@ worker\nXREADGROUP GROUP g w BLOCK 0 STREAMS jobs >\n#@ main\nXADD jobs 1-1 n 1');
  expect(stdout.split('\n').slice(0, 4)).toEqual(['OK', '"1-1"', '#@ worker', '1) 1) "jobs"']);
});

test('who waits for ever can send nothing more; at the end it is only noted', async () => {
  const stuck = await answer('BLPOP jobs 0\nGET a');
  expect(stuck.error).toMatchObject({ code: 'ERR', line: 2 });
  expect(stuck.error!.message).toContain('main still waits for BLPOP (line 1)');
  const { error, notices } = await answer('SET a 1\nBLPOP jobs 0');
  expect(error).toBeUndefined();
  expect(notices).toEqual(['main still waits for BLPOP (line 2): with the timeout 0 it would wait for ever.']);
});

test('an open transaction is noted at the end', async () => {
  const { notices, stderr, probe } = await answer('MULTI\nSET a 1', { probe: 'GET a' });
  expect(notices).toEqual(['The transaction of main was still open at the end of your code, so nothing of it was done. EXEC ends one.']);
  expect(stderr).toBe(`${notices[0]}\n`);
  expect(probe).toMatchObject({ rows: [['null']] });
});

test('INFO is printed as it is', async () => {
  const { stdout } = await answer('SET a 1\nSET b 1 EX 10\nINFO keyspace\nINFO bogus\nPING');
  expect(stdout).toBe('OK\nOK\n# Keyspace\r\ndb0:keys=2,expires=1,avg_ttl=0\r\nPONG\n');
});

test('commands that Redis has and this sandbox has not say so by name', async () => {
  const observation = await answer('EVAL "return 1" 0\nGEORADIUS places 1 2 3 km\nSORT l\nQUIT');
  expect(cellsOf(observation).map((cell) => (cell as { error: string }).error)).toEqual([
    'ERR EVAL is not available here: scripts in Lua do not run in this sandbox; MULTI, WATCH and EXEC do several commands together.',
    'ERR GEORADIUS is not available here: GEOSEARCH has taken its place.',
    'ERR SORT is not available here: it is left out of this sandbox.',
    'ERR QUIT is not available here: this server has no users, and its clients speak one protocol.',
  ]);
});

test('time is up at the line that runs, and what was printed is kept', async () => {
  const { stop, stdout } = await run(`PING\nSETRANGE big 15000000 x\n9999999 BITCOUNT big`, [{}], { timeMs: 500 });
  expect(stop.reason).toBe('timed-out');
  expect(stdout).toContain('PONG\n(integer) 15000001\n');
});

test('of very many results the first and the last are kept', async () => {
  const { results } = await answer('9000 INCR n\nGET n');
  expect(results.length).toBeLessThanOrEqual(3_000);
  expect([results[0], results[999], results.at(-1)].map((result) => result!.rows)).toEqual([[['1']], [['1000']], [['"9000"']]]);
});

test('a probe counts as output', async () => {
  const { stop } = await run('SETRANGE big 1000000 x', [{ probe: 'GET big' }], { outputBytes: 10_000 });
  expect(stop.reason).toBe('output-limit');
});

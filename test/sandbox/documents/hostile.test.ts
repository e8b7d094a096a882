import { expect, test } from 'vitest';
import type { RunOutcome } from '../../../server/contract/observation.ts';
import { observed, useSandbox } from '../support.ts';

const TIME_MS = 400;
const tools = useSandbox(1);

/** Stops that are right for a program; 'answered' when it comes to an end like any other. */
interface Hostile { name: string; code: string; ends: (RunOutcome['stop']['reason'] | 'answered')[]; says?: string }

const hostile: Hostile[] = [
  { name: 'a loop without end', code: 'let n = 0\nfor (;;) n += 1', ends: ['timed-out'] },
  { name: 'a loop in $where', code: 'db.c.find({ $where: function () { for (;;); } })', ends: ['timed-out'] },
  { name: 'a loop in forEach', code: 'db.c.find().forEach(() => { while (true); })', ends: ['timed-out'] },
  { name: 'a loop in $function', code: "db.c.aggregate([{ $project: { v: { $function: { body: 'function () { for (;;); }', args: [], lang: 'js' } } } }])", ends: ['timed-out'] },
  { name: 'a getter without end in a document', code: 'db.c.insertOne({ get x() { for (;;); } })', ends: ['timed-out'] },
  { name: 'a regular expression that backtracks', code: "db.c.insertOne({ s: 'a'.repeat(40) + '!' }); db.c.find({ s: /^(a+)+$/ })", ends: ['timed-out'] },
  { name: 'a regular expression in $regexMatch', code: "db.c.aggregate([{ $project: { v: { $regexMatch: { input: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', regex: '^(a+)+$' } } } }])", ends: ['timed-out'] },
  { name: 'a join that explodes', code: "for (let i = 0; i < 12; i += 1) db.a.insertOne({ k: 1, pad: 'x'.repeat(100) });\nconst joins = Array.from({ length: 12 }, (_, i) => [{ $lookup: { from: 'a', localField: 'k', foreignField: 'k', as: 'j' + i } }, { $unwind: '$j' + i }]).flat();\ndb.a.aggregate(joins)", ends: ['timed-out', 'out-of-memory', 'crashed'] },
  { name: '$range without measure', code: 'db.c.aggregate([{ $project: { v: { $range: [0, 2000000000] } } }])', ends: ['timed-out', 'out-of-memory', 'crashed'] },
  { name: 'documents until memory is full', code: "for (;;) db.c.insertMany(Array.from({ length: 1000 }, () => ({ pad: 'x'.repeat(1000), list: [1, 2, 3] })))", ends: ['out-of-memory', 'timed-out', 'crashed'] },
  { name: 'a document that grows by itself', code: "for (let i = 0; i < 60; i += 1) db.c.updateOne({}, [{ $set: { s: { $concat: [{ $ifNull: ['$s', 'x'] }, { $ifNull: ['$s', 'x'] }] } } }])", ends: ['out-of-memory', 'timed-out', 'crashed', 'answered'] },
  { name: 'one text that aborts a process', code: "'x'.repeat(5e8).split('')", ends: ['out-of-memory', 'crashed', 'timed-out'] },
  { name: 'a document with too many levels', code: 'let d = {}; for (let i = 0; i < 100000; i += 1) d = { d }; db.c.insertOne(d)', ends: ['answered'], says: 'levels' },
  { name: 'recursion without end', code: 'function down() { return down() } down()', ends: ['answered'], says: 'Maximum call stack size exceeded' },
  { name: 'a pipeline nested without measure', code: "let e = 1; for (let i = 0; i < 50000; i += 1) e = { $abs: e }; db.c.aggregate([{ $project: { v: e } }])", ends: ['answered'], says: 'levels' },
  { name: 'a flood of output', code: "for (;;) print('x'.repeat(1000))", ends: ['output-limit'] },
  { name: 'a flood of results', code: "db.c.insertMany(Array.from({ length: 300 }, () => ({ pad: 'x'.repeat(10000) })));\ndb.c.find().toArray()", ends: ['output-limit'] },
  { name: 'patched prototypes', code: "Array.prototype.push = () => 0; Array.prototype.map = () => []; Object.keys = () => []; Map.prototype.get = () => 1; String.prototype.split = () => []; db.c.find()", ends: ['answered'] },
  { name: 'a polluted Object.prototype', code: "Object.prototype.upsert = true; Object.prototype.then = 5; Object.prototype.get = () => 1; db.c.find(); delete Object.prototype.get", ends: ['answered'] },
  { name: 'pollution by the name of a field', code: `db.c.insertOne(JSON.parse('{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}}}')); db.c.updateOne({}, { $set: { '__proto__.evil': 1, 'constructor.prototype.evil': 1 } }); db.c.aggregate([{ $addFields: { '__proto__.evil': 1 } }]); if ({}.evil !== undefined || [].evil !== undefined) print('ESCAPED')`, ends: ['answered'] },
  { name: 'a thrown proxy', code: "throw new Proxy({}, { get() { throw new Error('again') }, getPrototypeOf() { throw 1 } })", ends: ['answered'] },
  { name: 'an error that lies', code: "const e = new Error('x'); Object.defineProperty(e, 'code', { get() { throw new Error('y') } }); Object.defineProperty(e, 'message', { get() { return { toString() { throw 1 } } } }); throw e", ends: ['answered'] },
  { name: 'an error that loops when it is read', code: "const e = new Error('x'); Object.defineProperty(e, 'message', { get() { for (;;); } }); throw e", ends: ['timed-out'] },
  { name: 'a proxy as a document', code: "db.c.insertOne(new Proxy({}, { ownKeys() { return ['a', 'b'] }, getOwnPropertyDescriptor() { return { value: 1, enumerable: true, configurable: true } }, get(_, key) { return key === 'a' ? { a: 1 } : 2 } }))", ends: ['answered'] },
  { name: 'a value that prints without end', code: "({ [Symbol.for('nodejs.util.inspect.custom')]() { for (;;); } })", ends: ['timed-out'] },
  { name: 'ways out by constructors', code: "const out = [db.constructor, db.c.constructor, print, ObjectId, Error, (function () {}).constructor].map((f) => { try { return f.constructor('return typeof process + typeof require + typeof __groundwork + typeof WebAssembly')() } catch (error) { return error.message } }); print(out.some((text) => /object/.test(text)) ? 'ESCAPED' : 'inside')", ends: ['answered'] },
  { name: 'the harness is nowhere', code: "const names = Reflect.ownKeys(globalThis).map(String).filter((name) => /groundwork|harness|ivm|isolate/i.test(name)); print(names.length ? 'ESCAPED' : 'none'); print(typeof groundwork)", ends: ['answered'] },
  { name: 'the stack shows no frame of the harness', code: "Error.prepareStackTrace = (_, frames) => frames; const frames = new Error().stack; const f = Array.isArray(frames) ? frames.map((frame) => frame.getFunction?.() ?? frame.getThis?.()) : []; print(f.some((one) => typeof one === 'function' && !String(one).includes('ESCAPED')) ? 'ESCAPED' : 'none')", ends: ['answered'] },
  { name: 'promises that go on after the end', code: 'const again = () => Promise.resolve().then(again); again(); 5', ends: ['timed-out', 'answered'] },
  { name: 'waiting for what never comes', code: 'new Promise(() => {})', ends: ['answered'] },
];

test.each(hostile)('$name', async ({ name, code, ends, says = '' }) => {
  const input = { kind: 'query' as const, setup: 'db.c.insertOne({ _id: 1, n: 1 })', attempts: [], explain: false };
  const outcome = await tools.run(code, [input], { runtime: 'documents', limits: { timeMs: TIME_MS }, owner: name });
  const observation = outcome.observations[0];
  const ended = outcome.stop.reason === 'finished' ? observation?.ended : outcome.stop.reason;
  expect(ends).toContain(ended);
  expect(JSON.stringify(outcome)).toContain(says);
  expect(JSON.stringify(outcome)).not.toContain('ESCAPED');

  const honest = await tools.run('db.c.find()', [input], { runtime: 'documents', owner: 'honest' });
  expect(observed(honest, 'answered')).toMatchObject({ results: [{ rows: [['{"_id":1,"n":1}']] }], stdout: '[ { _id: 1, n: 1 } ]\n' });
});

// On a machine that is busy with other things V8 is now and then too late to stop the loop, and the process is ended instead, which knows no line.
test('a loop without end is told with its line', { retry: 5 }, async () => {
  const outcome = await tools.run('let n = 0\nfor (;;) n += 1', [{ kind: 'query', setup: '', attempts: [], explain: false }], { runtime: 'documents', limits: { timeMs: TIME_MS } });
  expect(outcome.stop).toMatchObject({ reason: 'timed-out', line: 2 });
});

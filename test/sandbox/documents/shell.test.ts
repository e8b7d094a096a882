import { describe, expect, test } from 'vitest';
import { printDocument } from '../../../server/judge/print-document.ts';
import { observed, useSandbox } from '../support.ts';

const { run } = useSandbox(2);

async function shell(code: string, more: { setup?: string; probe?: string; attempts?: string[] } = {}) {
  const outcome = await run(code, [{ kind: 'query', setup: '', attempts: [], explain: false, ...more }], { runtime: 'documents' });
  return { ...observed(outcome, 'answered'), stop: outcome.stop };
}

const ADA = 'db.people.insertOne({ _id: 1, name: "Ada", born: ISODate("1815-12-10"), tags: ["a", "b"] })';
const MANY = 'db.n.insertMany(Array.from({ length: 45 }, (_, i) => ({ _id: i })))';

describe('what a script prints', () => {
  const printed: [name: string, code: string, stdout: string][] = [
    ['documents of a cursor, as a list', 'db.people.find()', "[\n  {\n    _id: 1,\n    name: 'Ada',\n    born: ISODate('1815-12-10T00:00:00.000Z'),\n    tags: [ 'a', 'b' ]\n  }\n]\n"],
    ['a short document on one line', 'db.people.findOne({}, { name: 1, tags: 1 })', "{ _id: 1, name: 'Ada', tags: [ 'a', 'b' ] }\n"],
    ['nothing for a cursor without documents', 'db.people.find({ _id: 9 })', ''],
    ['null', 'db.people.findOne({ _id: 9 })', 'null\n'],
    ['a text without quotes', 'db.people.createIndex({ name: 1 })', 'name_1\n'],
    ['a result of a write', 'db.people.deleteOne({ _id: 9 })', '{ acknowledged: true, deletedCount: 0 }\n'],
    ['a result over several lines', 'db.people.updateOne({ _id: 1 }, { $set: { name: "Bo" } })', '{\n  acknowledged: true,\n  insertedId: null,\n  matchedCount: 1,\n  modifiedCount: 1,\n  upsertedCount: 0\n}\n'],
    ['an id that was made, the same in every run', 'db.people.insertOne({})', "{\n  acknowledged: true,\n  insertedId: ObjectId('695ab6006762776f72000001')\n}\n"],
    ['types of their own', '[NumberLong(5), NumberDecimal("1.50"), NumberInt(3), UUID("11111111-1111-4111-8111-111111111111"), Timestamp({ t: 1, i: 2 }), MinKey(), /a/i]',
      "[\n  Long('5'),\n  Decimal128('1.50'),\n  Int32(3),\n  UUID('11111111-1111-4111-8111-111111111111'),\n  Timestamp({ t: 1, i: 2 }),\n  MinKey(),\n  /a/i\n]\n"],
    ['what print is given', 'print("a", 1, { b: [1] }); console.log("c", null); printjson({ d: 1 })', "a 1 { b: [ 1 ] }\nc null\n{ d: 1 }\n"],
    ['nothing for declarations and calls without a value', 'const list = db.people.find().toArray(); let x = 1; list.forEach((one) => { x += 1 }); if (x) { x }', ''],
    ['what a loop prints', 'for (const { name } of db.people.find()) print(name)', 'Ada\n'],
    ['a collection by its name', 'db.people', 'test.people\n'],
    ['names of collections', 'show collections\nshow dbs', 'people\ntest\n'],
    ['the database that is used', 'use shop\ndb.getName()\ndb.people.countDocuments()', 'switched to db shop\nshop\n0\n'],
  ];
  test.each(printed)('%s', async (_, code, stdout) => {
    const seen = await shell(code, { setup: ADA });
    expect(seen.error).toBeUndefined();
    expect(seen.stdout).toBe(stdout);
  });

  test('twenty documents at a time, and more with it', async () => {
    const { stdout, results } = await shell('db.n.find()\nit\nit\nit', { setup: MANY });
    expect(stdout.match(/_id: (?:19|20|39|40|44)\b/g)).toHaveLength(5);
    expect(stdout.match(/Type "it" for more/g)).toHaveLength(2);
    expect(results.map(({ rowCount }) => rowCount)).toEqual([45]);
  });
});

test('the judge prints documents as the shell does', async () => {
  const code = `[{ _id: ObjectId('65a000000000000000000001'), at: ISODate('2026-01-01'), n: NumberLong('9007199254740993'), d: NumberDecimal('1.50'), u: UUID('11111111-1111-4111-8111-111111111111'),
    list: ['a', "it's", [1, { deep: { er: true } }]], r: /a/i, z: null, 'odd-name': -0.5, nothing: {}, none: [], t: Timestamp({ t: 1, i: 2 }), b: BinData(0, 'AQID') }]`;
  const { results, stdout } = await shell(`printjson(${code}[0])\n;${code}`);
  expect(printDocument(results[0]!.rows[0]![0]!)).toBe(stdout.slice(0, stdout.indexOf('\n[\n')));
});

test('the judge prints whatever a cell holds', () => {
  expect(printDocument('"text"')).toBe("'text'");
  expect(printDocument('null')).toBe('null');
  expect(printDocument('no JSON')).toBe('no JSON');
  expect(printDocument(JSON.stringify({ pad: 'x'.repeat(100_000) })).length).toBeLessThan(2_100);
  expect(printDocument('{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000)).length).toBeLessThan(2_100);
  expect(printDocument('{"__proto__":{"a":1},"constructor":2}')).toBe("{ ['__proto__']: { a: 1 }, constructor: 2 }");
});

describe('results', () => {
  test('are those of statements with a value, with the method that made them', async () => {
    const { results } = await shell('db.people.find()\nlet n = 5\nn\ndb.people.insertMany([{ _id: 2 }])\ndb.people.aggregate([{ $count: "n" }]);\n[1, { a: 1 }]', { setup: ADA });
    expect(results.map(({ command, rows }) => [command, rows.map(([cell]) => JSON.parse(cell!) as unknown)])).toEqual([
      ['find', [{ _id: 1, name: 'Ada', born: { $date: { $numberLong: '-4861728000000' } }, tags: ['a', 'b'] }]], ['', [5]], ['insertMany', [{ acknowledged: true, insertedIds: { 0: 2 } }]],
      ['aggregate', [{ n: 2 }]], ['', [1, { a: 1 }]],
    ]);
    expect(results[0]!.columns).toEqual([{ name: 'document', type: 'document' }]);
  });

  test('of statements in every form', async () => {
    const code = `
      // a comment; 'with quotes
      1
      'two' /* three */
      ;[4, 5].length;
      \`six \${[7].map((x) => { return \`\${x}\` })}\`
      const f = function ()
      {
        return 8
      }
      f()
      const g = (x) => {
        return x
      }
      ;(g)(9)
      10 + /[/'"]/.source.length
      if (f) { 99 } else 98
      do { 97 } while (false)
      label: for (const x of [1]) { continue label }
      function later() { return 11 }
      class A { static n = 12 }
      A.n
      later()
        + 1
      switch (1) { case 1: 96 }
      try { 95 } catch { 94 } finally { 93 }
      f ? 13
        : 14
      let y
      y = 15
      async function h() { return 1 }
      db
        .people
        .countDocuments()
      ({ a: 1 }).a
    `;
    const { results, error } = await shell(code);
    expect(error?.message).toBe('db.people.countDocuments(...) is not a function'); // as JavaScript reads the last two statements
    expect(results.map(({ rows }) => rows.map(([cell]) => JSON.parse(cell!) as unknown))).toEqual([[1], ['two'], [2], ['six 7'], [8], [9], [15], [12], [12], [13], [15]]);
  });

  test('stay when a later statement fails', async () => {
    const { results, error, stderr } = await shell('db.people.countDocuments()\ndb.people.find({ $or: 1 })\n"never"', { setup: ADA });
    expect(results).toHaveLength(1);
    expect(error).toMatchObject({ code: '2', line: 2, column: 11 });
    expect(stderr).toBe('MongoServerError[BadValue]: $or must be an array\n');
  });

  test('a probe and attempts see the data, and nothing else that the code has left', async () => {
    const code = 'const secret = 1; Array.prototype.map = () => ["forged"]; db.people.constructor.prototype.find = () => 5; JSON.stringify = () => "{}"; db.people.deleteMany({}); db.people.insertOne({ _id: 7 }); db = 5';
    const { probe, attempts, error } = await shell(code, { setup: ADA, probe: 'const secret = db.people.find().toArray(); secret.map((one) => one)', attempts: ['db.people.insertOne({ _id: 7 })', 'db.people.insertOne({ _id: 8 })', 'secret', 'db.people.insertOne({ _id: 8 })'] });
    expect(error).toBeUndefined();
    expect(attempts.map((attempt) => attempt?.code ?? null)).toEqual(['11000', null, 'ReferenceError', null]);
    expect(probe).toMatchObject({ rows: [['{"_id":7}']] });
  });

  test.each([
    ['db', "db = { people: { find: () => [{ _id: 'FORGED' }] } }"],
    ['a method of a collection', "db.people.constructor.prototype.find = () => [{ _id: 'FORGED' }]; Object.getPrototypeOf(db.people).find = () => [{ _id: 'FORGED' }]"],
    ['a collection', "Object.defineProperty(db, 'people', { value: { find: () => [{ _id: 'FORGED' }] } })"],
    ['a method of cursors', "Object.getPrototypeOf(Object.getPrototypeOf(db.people.find())).peek = () => [{ _id: 'FORGED' }]; Object.getPrototypeOf(db.people.find()).sort = () => [{ _id: 'FORGED' }]"],
    ['what every object has', "Object.prototype.find = () => [{ _id: 'FORGED' }]; Object.prototype.sort = { _id: 'FORGED' }"],
    ['a global', "globalThis.print = () => 'FORGED'; globalThis.mine = 'FORGED'"],
    ['a class', "try { ObjectId.prototype.toString = () => 'FORGED' } catch {} try { EJSON.parse = () => 'FORGED' } catch {}"],
    ['what waits for its turn', "Promise.resolve().then(() => { Object.prototype.sort = { _id: 'FORGED' }; globalThis.late = 'FORGED' })"],
  ])('a probe is not deceived by a change of %s', async (_, code) => {
    const { probe, attempts } = await shell(code, { setup: ADA, probe: "db.people.find({}, { name: 1 }).sort({ name: 1 })", attempts: ["if (typeof mine !== 'undefined' || typeof late !== 'undefined' || String(ObjectId()) === 'FORGED' || EJSON.parse('1') !== 1) throw new Error('FORGED')"] });
    expect(probe).toMatchObject({ rows: [['{"_id":1,"name":"Ada"}']] });
    expect(attempts).toEqual([null]);
  });

  test('indexes, validators and long numbers are there for the probe', async () => {
    const code = 'db.createCollection("v", { validator: { n: { $type: "long" } } }); db.v.createIndex({ n: 1 }, { unique: true }); db.v.insertOne({ _id: 1, n: NumberLong(5) })';
    const { probe, attempts } = await shell(code, { probe: 'db.v.find({ n: { $type: "long" } })', attempts: ['db.v.insertOne({ n: NumberLong(5) })', 'db.v.insertOne({ n: 6 })'] });
    expect(probe).toMatchObject({ rows: [['{"_id":1,"n":5}']] });
    expect(attempts.map((attempt) => attempt?.code)).toEqual(['11000', '121']);
  });

  test('every case begins afresh', async () => {
    const input = { kind: 'query' as const, setup: ADA, attempts: [], explain: false };
    const outcome = await run('globalThis.seen = (globalThis.seen ?? 0) + 1; db.people.insertOne({}); [seen, db.people.countDocuments(), String(db.people.findOne({ name: null })._id)]', [input, input], { runtime: 'documents' });
    const rows = [0, 1].map((index) => observed(outcome, 'answered', index).results.at(-1)!.rows);
    expect(rows[0]).toEqual([['1'], ['2'], ['"695ab6006762776f72000001"']]);
    expect(rows[1]).toEqual(rows[0]);
  });

  test('a context that serves again has nothing of the case before', async () => {
    const inputs = ['', ADA].map((setup) => ({ kind: 'query' as const, setup, attempts: [], explain: false }));
    const code = 'const n = db.people.countDocuments(); use("other"); db.things.insertOne({}); [n, db.getName(), db.things.find().toArray().map(({ _id }) => String(_id)), db.getSiblingDB("test").getCollectionNames()]';
    const outcome = await run(code, [...inputs, ...inputs], { runtime: 'documents' });
    const rows = inputs.map((_, index) => observed(outcome, 'answered', index).results.at(-1)!.rows.map(([cell]) => cell));
    expect(rows[0]).toEqual(['0', '"other"', '["695ab6006762776f72000001"]', '[]']);
    expect(rows[1]).toEqual(['1', '"other"', '["695ab6006762776f72000001"]', '["people"]']);
    expect([2, 3].map((index) => observed(outcome, 'answered', index).results.at(-1)!.rows.map(([cell]) => cell))).toEqual(rows);
  });

  test('a transaction that was left open is taken back', async () => {
    const { notices, probe } = await shell('const s = db.getMongo().startSession(); s.startTransaction(); db.people.deleteMany({})', { setup: ADA, probe: 'db.people.countDocuments()' });
    expect(notices).toEqual([expect.stringContaining('A transaction was still open')]);
    expect(probe).toMatchObject({ rows: [['1']] });
  });
});

describe('errors', () => {
  test('of syntax have their place, and nothing runs', async () => {
    const { error, results, stop } = await shell('print("before")\ndb.people.find({ name: })');
    expect(error).toMatchObject({ name: 'SyntaxError', code: 'SyntaxError', line: 2, column: 24 });
    expect(results).toEqual([]);
    expect(stop).toEqual({ reason: 'finished' });
  });

  test('are placed where they were written', async () => {
    const { error } = await shell('const one = 1\nfunction work(x) {\n  return x.nope.deep\n}\n1; work({})');
    expect(error).toMatchObject({ name: 'TypeError', line: 3, column: 17 });
    expect(error?.stack).toContain('at work (main.mongodb:3:17)\n    at main.mongodb:5:4');
  });

  test('of the first line have their column', async () => {
    expect((await shell('1; nope')).error).toMatchObject({ name: 'ReferenceError', line: 1, column: 4 });
  });

  test('await is not needed, and does no harm', async () => {
    const { results, error } = await shell('const one = await db.people.findOne(); await db.people.countDocuments()', { setup: ADA });
    expect(error).toBeUndefined();
    expect(results.map(({ rows }) => rows)).toEqual([[['1']]]);
  });

  test('of a validator say which field failed', async () => {
    const setup = 'db.createCollection("u", { validator: { $jsonSchema: { required: ["name"], properties: { age: { bsonType: "int", minimum: 0 } } } } })';
    const { error } = await shell('db.u.insertOne({ age: -1 })', { setup });
    expect(error).toMatchObject({ code: '121', message: 'Document failed validation', detail: 'missing name; age: comparison failed {"minimum":0}' });
  });

  test('of the exercise\'s own data say so', async () => {
    expect((await shell('1', { setup: 'db.x.insertOne(5)' })).error?.message).toContain('The data of this exercise cannot be set up');
  });

  test('that are no errors, too', async () => {
    expect((await shell('throw { a: 1 }')).error).toMatchObject({ name: 'Thrown value' });
    expect((await shell('throw null')).error).toMatchObject({ name: 'Thrown value', message: 'null' });
  });
});

import type { Topic } from './case.ts';

/** https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ */
export const sorting: Topic = {
  topic: 'order',
  data: `
    db.mixed.insertMany([
      { _id: 'date', v: ISODate('2026-01-01') }, { _id: 'bool', v: false }, { _id: 'oid', v: ObjectId('65a000000000000000000001') }, { _id: 'list', v: [] }, { _id: 'doc', v: { a: 1 } },
      { _id: 'text', v: '' }, { _id: 'number', v: -1 }, { _id: 'null', v: null }, { _id: 'missing' }, { _id: 'regex', v: /a/ }, { _id: 'min', v: MinKey() }, { _id: 'max', v: MaxKey() },
      { _id: 'uuid', v: UUID('11111111-1111-4111-8111-111111111111') }, { _id: 'stamp', v: Timestamp({ t: 1, i: 1 }) },
    ]);
    db.lists.insertMany([{ _id: 1, v: [5, 1] }, { _id: 2, v: [3] }, { _id: 3, v: 4 }, { _id: 4, v: [] }, { _id: 5, v: [2, 9] }, { _id: 6, v: null }]);
    db.people.insertMany([{ _id: 1, name: 'b', age: 3 }, { _id: 2, name: 'a', age: 3 }, { _id: 3, name: 'c', age: 1 }, { _id: 4, name: 'B', age: 3 }]);
  `,
  cases: [
    { name: 'values of all types', code: 'db.mixed.find().sort({ v: 1 }).toArray().map(({ _id }) => _id)', gives: ['min', 'list', 'null', 'missing', 'number', 'text', 'doc', 'uuid', 'oid', 'bool', 'date', 'stamp', 'regex', 'max'] },
    { name: 'ascending, the least item of a list counts', code: 'db.lists.find().sort({ v: 1 }).toArray().map(({ _id }) => _id)', gives: [4, 6, 1, 5, 2, 3] },
    { name: 'descending, the greatest item of a list counts', code: 'db.lists.find().sort({ v: -1 }).toArray().map(({ _id }) => _id)', gives: [5, 1, 3, 2, 6, 4] },
    { name: 'several keys; what is equal keeps its order; capitals come first', code: 'db.people.find().sort({ age: -1, name: 1 }).toArray().map(({ _id }) => _id)', gives: [4, 2, 1, 3] },
    { name: 'sort, skip and limit work in this order, however they are called', code: 'db.people.find({}, { _id: 1 }).limit(2).skip(1).sort({ _id: -1 })', gives: [{ _id: 3 }, { _id: 2 }] },
    { name: 'limit 0 is no limit', code: 'db.people.find().limit(0).itcount()', gives: [4] },
    { name: 'documents are compared field by field', code: "db.d.insertMany([{ _id: 1, v: { a: 2 } }, { _id: 2, v: { a: 1, b: 9 } }, { _id: 3, v: { a: 1 } }]); db.d.find().sort({ v: 1 }).toArray().map(({ _id }) => _id)", gives: [3, 2, 1] },
    { name: 'distinct gives values in their order, each once, and those of lists', code: "db.lists.distinct('v')", gives: [null, 1, 2, 3, 4, 5, 9] },
    { name: 'numbers of all types by value', code: "db.n.insertMany([{ _id: 1, v: NumberDecimal('2.5') }, { _id: 2, v: NumberLong(3) }, { _id: 3, v: 2 }, { _id: 4, v: NaN }]); db.n.find().sort({ v: 1 }).toArray().map(({ _id }) => _id)", gives: [4, 3, 1, 2] },
    { name: 'insertion order without a sort', code: 'db.people.deleteOne({ _id: 1 }); db.people.insertOne({ _id: 1 }); db.people.find().toArray().map(({ _id }) => _id)', gives: [2, 3, 4, 1] },
  ],
};

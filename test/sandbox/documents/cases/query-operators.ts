import type { Topic } from './case.ts';

const ids = (...list: unknown[]): unknown[] => list.map((_id) => ({ _id }));
const only = '{ _id: 1 }';

/** https://www.mongodb.com/docs/manual/reference/mql/query-predicates/ */
export const queryOperators: Topic = {
  topic: 'query operators',
  data: {
    tools: [
      { _id: 1, name: 'hammer', price: 12.5, stock: 4, maker: { name: 'Alder', since: 1950 } },
      { _id: 2, name: 'saw', price: 30, stock: 0, maker: { name: 'Birch' } },
      { _id: 3, name: 'Level', price: 18, discount: null },
      { _id: 4, name: 'rasp', price: '9', stock: 7, discount: 0.1 },
      { _id: 5, name: 'axe', price: 45, stock: 2, at: { $date: '2026-02-01T00:00:00Z' } },
    ],
    odd: [
      { _id: 1, v: null }, { _id: 2 }, { _id: 3, v: 5 }, { _id: 4, v: 'five' }, { _id: 5, v: [5, 'x'] }, { _id: 6, v: { a: 1 } }, { _id: 7, v: true }, { _id: 8, v: [] },
      { _id: 9, v: { $numberLong: '5' } }, { _id: 10, v: { $numberDecimal: '5.00' } }, { _id: 11, v: 5.5 }, { _id: 12, v: { $oid: '65a000000000000000000001' } },
    ],
  },
  cases: [
    { name: 'equality with a nested document wants the same fields in the same order', code: `db.tools.find({ maker: { name: 'Birch' } }, ${only})`, gives: ids(2) },
    { name: 'a nested document with another order of fields is not equal', code: `db.tools.find({ maker: { since: 1950, name: 'Alder' } }, ${only})`, gives: [] },
    { name: 'a dotted path reaches into a nested document', code: `db.tools.find({ 'maker.name': 'Alder' }, ${only})`, gives: ids(1) },
    { name: '$gt compares numbers with numbers only', code: `db.tools.find({ price: { $gt: 12.5 } }, ${only})`, gives: ids(2, 3, 5) },
    { name: '$lt of a text compares with texts only', code: `db.tools.find({ price: { $lt: 'a' } }, ${only})`, gives: ids(4) },
    { name: '$gte and $lte together are a range', code: `db.tools.find({ price: { $gte: 12.5, $lte: 30 } }, ${only})`, gives: ids(1, 2, 3) },
    { name: '$in takes values of several types', code: `db.tools.find({ price: { $in: [18, '9', null] } }, ${only})`, gives: ids(3, 4) },
    { name: '$in takes regular expressions', code: `db.tools.find({ name: { $in: [/^h/, /^l/i] } }, ${only})`, gives: ids(1, 3) },
    { name: '$nin also finds what lacks the field', code: `db.tools.find({ stock: { $nin: [0, 4] } }, ${only})`, gives: ids(3, 4, 5) },
    { name: '$ne also finds what lacks the field', code: `db.tools.find({ stock: { $ne: 0 } }, ${only})`, gives: ids(1, 3, 4, 5) },
    { name: 'null finds null and what is missing', code: `db.odd.find({ v: null }, ${only})`, gives: ids(1, 2) },
    { name: '$ne null finds what is there', code: `db.odd.countDocuments({ v: { $ne: null } })`, gives: [10] },
    { name: '$gte null finds null and what is missing', code: `db.odd.find({ v: { $gte: null } }, ${only})`, gives: ids(1, 2) },
    { name: '$exists true finds null, too', code: `db.tools.find({ discount: { $exists: true } }, ${only})`, gives: ids(3, 4) },
    { name: '$exists false', code: `db.tools.find({ stock: { $exists: false } }, ${only})`, gives: ids(3) },
    { name: 'numbers of all types are equal by value, and items count', code: `db.odd.find({ v: 5 }, ${only})`, gives: ids(3, 5, 9, 10) },
    { name: '$type by name', code: `db.odd.find({ v: { $type: 'string' } }, ${only})`, gives: ids(4, 5) },
    { name: '$type number covers every type of number', code: `db.odd.find({ v: { $type: 'number' } }, ${only})`, gives: ids(3, 5, 9, 10, 11) },
    { name: '$type tells int, long, double and decimal apart', code: `[['int', 'long', 'double', 'decimal'].map((type) => db.odd.find({ v: { $type: type } }).toArray().map(({ _id }) => _id))]`, gives: [[[3, 5], [9], [11], [10]]] },
    { name: '$type array finds lists', code: `db.odd.find({ v: { $type: 'array' } }, ${only})`, gives: ids(5, 8) },
    { name: '$type takes numbers and several types', code: `db.odd.find({ v: { $type: [8, 'null', 7] } }, ${only})`, gives: ids(1, 7, 12) },
    { name: 'an ObjectId is equal to one with the same digits, not to their text', code: `[db.odd.countDocuments({ v: ObjectId('65a000000000000000000001') }), db.odd.countDocuments({ v: '65a000000000000000000001' })]`, gives: [1, 0] },
    { name: '$and', code: `db.tools.find({ $and: [{ price: { $gt: 15 } }, { stock: { $exists: true } }] }, ${only})`, gives: ids(2, 5) },
    { name: '$or', code: `db.tools.find({ $or: [{ stock: 0 }, { price: { $gt: 40 } }] }, ${only})`, gives: ids(2, 5) },
    { name: '$nor', code: `db.tools.find({ $nor: [{ stock: { $gt: 1 } }, { price: 18 }] }, ${only})`, gives: ids(2) },
    { name: '$not turns a condition round, and finds what lacks the field', code: `db.tools.find({ stock: { $not: { $gt: 3 } } }, ${only})`, gives: ids(2, 3, 5) },
    { name: '$not with a regular expression', code: `db.tools.find({ name: { $not: /a/ } }, ${only})`, gives: ids(3) },
    { name: 'a regular expression is sensitive to case unless told', code: `[db.tools.countDocuments({ name: /^l/ }), db.tools.countDocuments({ name: /^l/i }), db.tools.countDocuments({ name: { $regex: '^L' } })]`, gives: [0, 1, 1] },
    { name: '$regex with $options', code: `db.tools.find({ name: { $regex: '^LEVEL$', $options: 'i' } }, ${only})`, gives: ids(3) },
    { name: '$mod', code: `db.tools.find({ stock: { $mod: [2, 0] } }, ${only})`, gives: ids(1, 2, 5) },
    { name: '$expr compares fields of one document', code: `db.tools.find({ $expr: { $gt: ['$price', { $multiply: ['$stock', 5] }] } }, ${only})`, gives: ids(2, 3, 4, 5) },
    { name: '$where calls a function with the document as this', code: `db.tools.find({ $where: function () { return this.name.length === 3 } }, ${only})`, gives: ids(2, 5) },
    { name: 'dates are compared as instants', code: `db.tools.find({ at: { $gte: ISODate('2026-01-31T23:59:59Z'), $lt: ISODate('2026-02-01T00:00:01Z') } }, ${only})`, gives: ids(5) },
    { name: '$jsonSchema as a filter', code: `db.tools.find({ $jsonSchema: { required: ['stock'], properties: { price: { bsonType: 'number' } } } }, ${only})`, gives: ids(1, 2, 5) },
    { name: '$bitsAllSet', code: `db.tools.find({ stock: { $bitsAllSet: 4 } }, ${only})`, gives: ids(1, 4) },
    { name: 'a boolean is not a number', code: 'db.odd.countDocuments({ v: { $gt: 0 } })', gives: [5] },
    { name: 'a filter on the deeper field of a missing document finds it for null', code: `db.tools.find({ 'maker.since': null }, ${only})`, gives: ids(2, 3, 4, 5) },
  ],
};

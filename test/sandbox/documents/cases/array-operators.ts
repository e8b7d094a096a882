import type { Topic } from './case.ts';

const ids = (...list: unknown[]): unknown[] => list.map((_id) => ({ _id }));
const only = '{ _id: 1 }';

/** https://www.mongodb.com/docs/manual/tutorial/query-arrays/ and …/query-array-of-documents/ */
export const arrayOperators: Topic = {
  topic: 'lists',
  data: {
    boxes: [
      { _id: 1, sizes: [14, 21], labels: ['blank', 'red'], parts: [{ sku: 'a', qty: 5 }, { sku: 'b', qty: 15 }] },
      { _id: 2, sizes: [14, 21, 30], labels: ['red', 'blank'], parts: [{ sku: 'a', qty: 20 }] },
      { _id: 3, sizes: [], labels: ['red', 'blank', 'plain'], parts: [] },
      { _id: 4, sizes: [10, 22.85], labels: ['blue'], parts: [{ sku: 'c', qty: 15, at: ['x', 'y'] }] },
      { _id: 5, sizes: 21, labels: [['red', 'blank']] },
    ],
    deep: [{ _id: 1, a: [{ b: [{ c: 1 }, { c: 2 }] }, { b: [{ c: 3 }] }] }, { _id: 2, a: [{ b: 5 }, 7] }, { _id: 3, a: [] }, { _id: 4, a: 5 }, { _id: 5, a: [{ x: 1 }] }],
  },
  cases: [
    { name: 'a list is equal to one with the same items in the same order, or holds it', code: `db.boxes.find({ labels: ['red', 'blank'] }, ${only})`, gives: ids(2, 5) },
    { name: 'a value finds lists that hold it, and fields that are it', code: `db.boxes.find({ sizes: 21 }, ${only})`, gives: ids(1, 2, 5) },
    { name: 'conditions on a list may be met by different items', code: `db.boxes.find({ sizes: { $gt: 15, $lt: 20 } }, ${only})`, gives: ids(1, 2, 4) },
    { name: '$elemMatch wants one item to meet all', code: `db.boxes.find({ sizes: { $elemMatch: { $gt: 22, $lt: 30 } } }, ${only})`, gives: ids(4) },
    { name: '$elemMatch does not find a field that is no list', code: `db.boxes.find({ sizes: { $elemMatch: { $eq: 21 } } }, ${only})`, gives: ids(1, 2) },
    { name: '$elemMatch on documents', code: `db.boxes.find({ parts: { $elemMatch: { sku: 'a', qty: { $gte: 10 } } } }, ${only})`, gives: ids(2) },
    { name: 'without $elemMatch the conditions may be met by different documents', code: `db.boxes.find({ 'parts.sku': 'a', 'parts.qty': 15 }, ${only})`, gives: ids(1) },
    { name: '$all in any order, with others beside', code: `db.boxes.find({ labels: { $all: ['red', 'blank'] } }, ${only})`, gives: ids(1, 2, 3) },
    { name: '$all with $elemMatch', code: `db.boxes.find({ parts: { $all: [{ $elemMatch: { sku: 'a' } }, { $elemMatch: { qty: 15 } }] } }, ${only})`, gives: ids(1) },
    { name: '$all of one value finds a field that is it', code: `db.boxes.find({ sizes: { $all: [21] } }, ${only})`, gives: ids(1, 2, 5) },
    { name: '$size', code: `db.boxes.find({ sizes: { $size: 2 } }, ${only})`, gives: ids(1, 4) },
    { name: '$size 0 does not find what is missing', code: `db.boxes.find({ parts: { $size: 0 } }, ${only})`, gives: ids(3) },
    { name: 'a place in a list', code: `db.boxes.find({ 'sizes.1': { $gt: 21 } }, ${only})`, gives: ids(4) },
    { name: 'a place in a list of documents', code: `db.boxes.find({ 'parts.0.qty': { $lte: 5 } }, ${only})`, gives: ids(1) },
    { name: 'a field of documents in a list', code: `db.boxes.find({ 'parts.qty': { $gt: 15 } }, ${only})`, gives: ids(2) },
    { name: 'a list within documents of a list', code: `db.boxes.find({ 'parts.at': 'y' }, ${only})`, gives: ids(4) },
    { name: 'lists within lists on the way', code: `db.deep.find({ 'a.b.c': 3 }, ${only})`, gives: ids(1) },
    { name: 'null on the way through lists finds documents that lack the field, and values that are none', code: `db.deep.find({ 'a.b': null }, ${only})`, gives: ids(4, 5) },
    { name: '$exists through a list', code: `db.deep.find({ 'a.b': { $exists: true } }, ${only})`, gives: ids(1, 2) },
    { name: 'an empty list is found as such', code: `db.boxes.find({ sizes: [] }, ${only})`, gives: ids(3) },
    { name: '$ne on a list means that no item is it', code: `db.boxes.find({ labels: { $ne: 'red' } }, ${only})`, gives: ids(4, 5) },
    { name: '$in on a list', code: `db.boxes.find({ labels: { $in: ['blue', 'plain'] } }, ${only})`, gives: ids(3, 4) },
    { name: 'a regular expression on a list of texts', code: `db.boxes.find({ labels: /^bl/ }, ${only})`, gives: ids(1, 2, 3, 4) },
    { name: '$not $elemMatch finds lists without such an item', code: `db.boxes.find({ parts: { $not: { $elemMatch: { qty: 15 } } } }, ${only})`, gives: ids(2, 3, 5) },
  ],
};

import type { Topic } from './case.ts';

/** https://www.mongodb.com/docs/manual/reference/operator/projection/ */
export const projections: Topic = {
  topic: 'projections',
  data: {
    items: [{
      name: 'lamp', _id: 1, price: 20, size: { h: 10, w: 5, unit: 'cm' }, tags: ['a', 'b', 'c', 'd'], stock: [{ at: 'north', qty: 5 }, { at: 'south', qty: 8 }, { at: 'west', qty: 8 }],
    }],
  },
  cases: [
    { name: 'inclusion keeps _id and the order of the document', code: 'JSON.stringify(db.items.findOne({}, { price: 1, name: 1 }))', gives: ['{"_id":1,"name":"lamp","price":20}'] },
    { name: '_id can be left out of an inclusion', code: 'db.items.find({}, { name: 1, _id: 0 })', gives: [{ name: 'lamp' }] },
    { name: 'exclusion keeps the rest', code: 'db.items.find({}, { size: 0, tags: 0, stock: 0 })', gives: [{ _id: 1, name: 'lamp', price: 20 }] },
    { name: 'only _id left out', code: 'Object.keys(db.items.findOne({}, { _id: 0 }))', gives: ['name', 'price', 'size', 'tags', 'stock'] },
    { name: 'a nested field by path', code: "db.items.find({}, { 'size.h': 1, _id: 0 })", gives: [{ size: { h: 10 } }] },
    { name: 'a nested field by document', code: 'db.items.find({}, { size: { w: 1 }, _id: 0 })', gives: [{ size: { w: 5 } }] },
    { name: 'a nested field left out', code: "db.items.find({}, { 'size.unit': 0, tags: 0, stock: 0, name: 0, price: 0 })", gives: [{ _id: 1, size: { h: 10, w: 5 } }] },
    { name: 'a field of documents in a list', code: "db.items.find({}, { 'stock.qty': 1, _id: 0 })", gives: [{ stock: [{ qty: 5 }, { qty: 8 }, { qty: 8 }] }] },
    { name: 'a field of documents in a list left out', code: "db.items.findOne({}, { 'stock.at': 0 }).stock", gives: [{ qty: 5 }, { qty: 8 }, { qty: 8 }] },
    { name: '$slice of the first keeps other fields', code: 'db.items.find({}, { tags: { $slice: 2 }, size: 0, stock: 0 })', gives: [{ _id: 1, name: 'lamp', price: 20, tags: ['a', 'b'] }] },
    { name: '$slice of the last', code: 'db.items.findOne({}, { tags: { $slice: -1 } }).tags', gives: ['d'] },
    { name: '$slice with skip and count', code: 'db.items.findOne({}, { tags: { $slice: [1, 2] } }).tags', gives: ['b', 'c'] },
    { name: '$elemMatch shows the first item that matches', code: 'db.items.find({}, { stock: { $elemMatch: { qty: 8 } } })', gives: [{ _id: 1, stock: [{ at: 'south', qty: 8 }] }] },
    { name: '$elemMatch without a match leaves the field out', code: 'db.items.find({}, { stock: { $elemMatch: { qty: 99 } } })', gives: [{ _id: 1 }] },
    { name: 'the positional $ shows the item that the filter found', code: "db.items.find({ 'stock.qty': { $gt: 5 } }, { 'stock.$': 1 })", gives: [{ _id: 1, stock: [{ at: 'south', qty: 8 }] }] },
    { name: 'computed fields', code: "db.items.find({}, { _id: 0, twice: { $multiply: ['$price', 2] }, label: { $toUpper: '$name' } })", gives: [{ twice: 40, label: 'LAMP' }] },
    { name: 'a text with $ is a field path', code: "db.items.find({}, { _id: 0, cost: '$price' })", gives: [{ cost: 20 }] },
    { name: 'a text without is itself', code: "db.items.find({}, { _id: 0, kind: 'tool' })", gives: [{ kind: 'tool' }] },
    { name: 'inclusion and exclusion do not mix', code: 'db.items.find({}, { name: 1, price: 0 }).toArray()', fails: ['31254', 'Cannot do exclusion on field price in inclusion projection'] },
    { name: 'exclusion and inclusion do not mix', code: 'db.items.find({}, { name: 0, price: 1 }).toArray()', fails: ['31253', 'Cannot do inclusion on field price in exclusion projection'] },
    { name: 'paths in each other\'s way', code: "db.items.find({}, { size: 1, 'size.h': 1 }).toArray()", fails: ['31249', 'Path collision at size.h remaining portion h'] },
  ],
};

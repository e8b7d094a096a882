import type { Topic } from './case.ts';

/** https://www.mongodb.com/docs/manual/reference/method/db.collection.updateOne/#upsert-behavior, …/bulkWrite/, …/insertMany/ */
export const writes: Topic = {
  topic: 'upserts and other writes',
  data: { c: [{ _id: 1, n: 1 }, { _id: 2, n: 2 }, { _id: 3, n: 3 }] },
  cases: [
    { name: 'an upsert begins with what the filter wants to be equal', code: "db.c.updateOne({ _id: 9, kind: 'x', n: { $gt: 5 }, 'in.a': 1 }, { $set: { v: 1 } }, { upsert: true }); db.c.find({ _id: 9 })", gives: [{ _id: 9, kind: 'x', in: { a: 1 }, v: 1 }] },
    { name: 'an upsert tells its id', code: "db.c.updateOne({ _id: 'new' }, { $inc: { n: 1 } }, { upsert: true })", gives: [{ acknowledged: true, insertedId: 'new', matchedCount: 0, modifiedCount: 0, upsertedCount: 1 }] },
    { name: 'an upsert without an id makes one', code: "db.c.updateOne({ kind: 'y' }, { $set: { v: 1 } }, { upsert: true }); ObjectId.isValid(db.c.findOne({ kind: 'y' })._id)", gives: [true] },
    { name: '$setOnInsert counts only then', code: "db.c.updateOne({ _id: 1 }, { $set: { a: 1 }, $setOnInsert: { made: true } }, { upsert: true }); db.c.updateOne({ _id: 8 }, { $set: { a: 1 }, $setOnInsert: { made: true } }, { upsert: true }); db.c.find({ a: 1 })", gives: [{ _id: 1, n: 1, a: 1 }, { _id: 8, a: 1, made: true }] },
    { name: 'the second upsert finds what the first made', code: "const up = () => db.c.updateOne({ _id: 5 }, { $inc: { n: 1 } }, { upsert: true }); up(); up(); db.c.find({ _id: 5 })", gives: [{ _id: 5, n: 2 }] },
    { name: 'updateMany with upsert makes one', code: "db.c.updateMany({ g: 1 }, { $set: { v: 1 } }, { upsert: true }); db.c.countDocuments({ g: 1, v: 1 })", gives: [1] },
    { name: 'replaceOne with upsert', code: "db.c.replaceOne({ _id: 7 }, { a: 1 }, { upsert: true }); db.c.find({ _id: 7 })", gives: [{ _id: 7, a: 1 }] },
    { name: 'findOneAndUpdate with upsert gives null, or the new one', code: "[db.c.findOneAndUpdate({ _id: 6 }, { $set: { a: 1 } }, { upsert: true }), db.c.findOneAndUpdate({ _id: 16 }, { $set: { a: 1 } }, { upsert: true, returnDocument: 'after' })]", gives: [null, { _id: 16, a: 1 }] },
    { name: 'an upsert from $and and $eq', code: "db.c.updateOne({ $and: [{ a: { $eq: 4 } }, { _id: 44 }] }, { $set: { b: 1 } }, { upsert: true }); db.c.find({ a: 4 })", gives: [{ _id: 44, a: 4, b: 1 }] },
    { name: 'insertOne answers the id', code: 'db.c.insertOne({ _id: 10 })', gives: [{ acknowledged: true, insertedId: 10 }] },
    { name: 'insertMany answers all ids', code: 'db.c.insertMany([{ _id: 10 }, { _id: 11 }])', gives: [{ acknowledged: true, insertedIds: { 0: 10, 1: 11 } }] },
    { name: 'an id that was made is set in what was given, too', code: 'const d = { a: 1 }; const { insertedId } = db.c.insertOne(d); const frozen = Object.freeze({ a: 2 }); db.c.insertMany([frozen]); [d._id.equals(insertedId), db.c.countDocuments({ _id: d._id }), frozen._id === undefined]', gives: [true, 1, true] },
    { name: '_id comes first, wherever it stood', code: 'db.c.insertOne({ z: 1, _id: 12 }); Object.keys(db.c.findOne({ _id: 12 }))', gives: ['_id', 'z'] },
    { name: 'insertMany in order stops at the first that is refused', code: 'try { db.c.insertMany([{ _id: 20 }, { _id: 1 }, { _id: 21 }]) } catch (error) { print(error.code) } db.c.find({ _id: { $gte: 20 } })', gives: [{ _id: 20 }] },
    { name: 'insertMany without order goes on', code: 'try { db.c.insertMany([{ _id: 20 }, { _id: 1 }, { _id: 21 }], { ordered: false }) } catch (error) { print(error.code) } db.c.find({ _id: { $gte: 20 } })', gives: [{ _id: 20 }, { _id: 21 }] },
    { name: 'undefined is stored as null, functions are not', code: 'db.c.insertOne({ _id: 30, a: undefined, b: () => 1 }); db.c.find({ _id: 30 })', gives: [{ _id: 30, a: null }] },
    { name: 'deleteOne and deleteMany', code: 'const a = db.c.deleteOne({}); const b = db.c.deleteMany({ n: { $gte: 2 } }); [a.deletedCount, b.deletedCount, db.c.countDocuments()]', gives: [1, 2, 0] },
    { name: 'bulkWrite', code: "db.c.bulkWrite([{ insertOne: { document: { _id: 4 } } }, { updateMany: { filter: { n: { $gt: 1 } }, update: { $inc: { n: 1 } } } }, { deleteOne: { filter: { _id: 1 } } }, { replaceOne: { filter: { _id: 4 }, replacement: { n: 0 } } }, { updateOne: { filter: { _id: 5 }, update: { $set: { n: 5 } }, upsert: true } }])", gives: [{ acknowledged: true, insertedCount: 1, insertedIds: { 0: 4 }, matchedCount: 3, modifiedCount: 3, deletedCount: 1, upsertedCount: 1, upsertedIds: { 4: 5 } }] },
    { name: 'what was read can be changed without changing what is stored', code: 'const d = db.c.findOne({ _id: 1 }); d.n = 100; db.c.findOne({ _id: 1 }).n', gives: [1] },
    { name: 'what was inserted can be changed without changing what is stored', code: 'const d = { _id: 50, list: [1] }; db.c.insertOne(d); d.list.push(2); db.c.findOne({ _id: 50 }).list', gives: [1] },
    { name: 'a field called __proto__ is a field like any other', code: `db.c.insertOne(JSON.parse('{ "_id": 60, "__proto__": { "polluted": true } }')); [({}).polluted === undefined, Object.keys(db.c.findOne({ _id: 60 }))]`, gives: [true, ['_id', '__proto__']] },
    { name: 'collections: names, rename, drop', code: "db.createCollection('b'); db.c.renameCollection('a'); const before = db.getCollectionNames(); db.a.drop(); [before, db.getCollectionNames(), db.a.countDocuments()]", gives: [['a', 'b'], ['b'], 0] },
    { name: 'a capped collection forgets the oldest', code: "db.createCollection('log', { capped: true, size: 1000, max: 2 }); db.log.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]); db.log.find()", gives: [{ _id: 2 }, { _id: 3 }] },
    { name: 'a transaction that is aborted leaves nothing', code: "const s = db.getMongo().startSession(); const shop = s.getDatabase('test'); s.startTransaction(); shop.c.deleteMany({}); s.abortTransaction(); db.c.countDocuments()", gives: [3] },
    { name: 'a transaction that is committed stays', code: "const s = db.getMongo().startSession(); s.withTransaction(() => s.getDatabase('test').c.deleteOne({ _id: 1 })); db.c.countDocuments()", gives: [2] },
  ],
};

import type { Topic } from './case.ts';

/** https://www.mongodb.com/docs/manual/core/index-unique/, …/index-partial/, …/schema-validation/ */
export const indexes: Topic = {
  topic: 'indexes and validation',
  data: `
    db.users.insertMany([{ _id: 1, email: 'a@x.org', age: 30 }, { _id: 2, email: 'b@x.org', age: 40 }]);
    db.createCollection('strict', { validator: { $jsonSchema: { bsonType: 'object', required: ['name', 'age'], properties: {
      name: { bsonType: 'string', minLength: 2 }, age: { bsonType: 'int', minimum: 0, maximum: 150 }, kind: { enum: ['a', 'b'] }, tags: { bsonType: 'array', items: { bsonType: 'string' } },
    } } } });
  `,
  cases: [
    { name: '_id is unique', code: 'db.users.insertOne({ _id: 1 })', fails: ['11000', 'E11000 duplicate key error collection: test.users index: _id_ dup key: { _id: 1 }'] },
    { name: 'a unique index refuses a second', code: "db.users.createIndex({ email: 1 }, { unique: true }); db.users.insertOne({ email: 'a@x.org' })", fails: ['11000', 'index: email_1 dup key: { email: "a@x.org" }'] },
    { name: 'a unique index refuses an update', code: "db.users.createIndex({ email: 1 }, { unique: true }); db.users.updateOne({ _id: 2 }, { $set: { email: 'a@x.org' } })", fails: ['11000', 'email_1'] },
    { name: 'a unique index lets a document keep its own', code: "db.users.createIndex({ email: 1 }, { unique: true }); db.users.updateOne({ _id: 2 }, { $set: { age: 41 } }).modifiedCount", gives: [1] },
    { name: 'a key is free again after a delete', code: "db.users.createIndex({ email: 1 }, { unique: true }); db.users.deleteOne({ _id: 1 }); db.users.insertOne({ _id: 3, email: 'a@x.org' }).insertedId", gives: [3] },
    { name: 'a missing field counts as null, once', code: 'db.users.createIndex({ email: 1 }, { unique: true }); db.users.insertOne({ _id: 3 }); db.users.insertOne({ _id: 4 })', fails: ['11000', '{ email: null }'] },
    { name: 'sparse leaves out what lacks the field', code: 'db.users.createIndex({ email: 1 }, { unique: true, sparse: true }); db.users.insertMany([{ _id: 3 }, { _id: 4 }]); db.users.countDocuments()', gives: [4] },
    { name: 'a partial index holds only what its filter wants', code: "db.users.createIndex({ age: 1 }, { unique: true, partialFilterExpression: { age: { $gte: 35 } } }); db.users.insertOne({ _id: 3, age: 30 }); db.users.insertOne({ _id: 4, age: 40 })", fails: ['11000', '{ age: 40 }'] },
    { name: 'a compound unique index wants both to differ', code: "db.users.createIndex({ email: 1, age: -1 }, { unique: true }); db.users.insertOne({ _id: 3, email: 'a@x.org', age: 31 }); db.users.insertOne({ email: 'a@x.org', age: 31 })", fails: ['11000', 'index: email_1_age_-1 dup key: { email: "a@x.org", age: 31 }'] },
    { name: 'items of a list are keys each', code: "db.t.createIndex({ tags: 1 }, { unique: true }); db.t.insertOne({ _id: 1, tags: ['a', 'b', 'b'] }); db.t.insertOne({ _id: 2, tags: ['c', 'a'] })", fails: ['11000', '{ tags: "a" }'] },
    { name: 'a unique index cannot be made where keys are there twice', code: 'db.users.updateMany({}, { $set: { age: 5 } }); db.users.createIndex({ age: 1 }, { unique: true })', fails: ['11000', '{ age: 5 }'] },
    { name: 'numbers of other types are the same key', code: 'db.users.insertOne({ _id: NumberLong(1) })', fails: ['11000', '{ _id: 1 }'] },
    { name: 'getIndexes lists them', code: "db.users.createIndex({ email: 1 }, { unique: true }); db.users.createIndex({ age: -1, email: 1 }, { name: 'mine' }); db.users.getIndexes()", gives: [{ v: 2, key: { _id: 1 }, name: '_id_' }, { v: 2, key: { email: 1 }, name: 'email_1', unique: true }, { v: 2, key: { age: -1, email: 1 }, name: 'mine' }] },
    { name: 'createIndex answers the name, twice the same', code: "[db.users.createIndex({ age: 1 }), db.users.createIndex({ age: 1 })]", gives: ['age_1', 'age_1'] },
    { name: 'dropIndex', code: "db.users.createIndex({ age: 1 }); const r = db.users.dropIndex('age_1'); [r.nIndexesWas, db.users.getIndexes().length]", gives: [2, 1] },
    { name: 'dropIndex of none', code: "db.users.dropIndex('nope')", fails: ['27', "can't find index with name [nope]"] },
    { name: 'explain names the index that serves', code: "db.users.createIndex({ email: 1 }); const plan = (filter) => db.users.find(filter).explain().queryPlanner.winningPlan; [plan({ email: 'a@x.org' }).inputStage.indexName, plan({ age: 30 }).stage]", gives: ['email_1', 'COLLSCAN'] },
    { name: 'explain counts what was looked at', code: "db.users.createIndex({ email: 1 }); const stats = (filter) => db.users.find(filter).explain('executionStats').executionStats; [stats({ email: 'a@x.org' }).totalDocsExamined, stats({ age: 30 }).totalDocsExamined]", gives: [1, 2] },
    { name: 'a validator lets in what is right', code: "db.strict.insertOne({ _id: 1, name: 'Ada', age: 36, kind: 'a', tags: ['x'] }).acknowledged", gives: [true] },
    { name: 'a validator wants required fields', code: "db.strict.insertOne({ name: 'Ada' })", fails: ['121', 'Document failed validation'] },
    { name: 'a validator wants types', code: "db.strict.insertOne({ name: 'Ada', age: '36' })", fails: ['121', 'Document failed validation'] },
    { name: 'a validator wants values', code: "db.strict.insertOne({ name: 'Ada', age: 36, kind: 'c' })", fails: ['121', 'Document failed validation'] },
    { name: 'a validator looks into lists', code: "db.strict.insertOne({ name: 'Ada', age: 36, tags: [1] })", fails: ['121', 'Document failed validation'] },
    { name: 'a validator looks at updates', code: "db.strict.insertOne({ _id: 1, name: 'Ada', age: 36 }); db.strict.updateOne({ _id: 1 }, { $set: { age: 200 } })", fails: ['121', 'Document failed validation'] },
    { name: 'a validator tells what failed', code: "try { db.strict.insertOne({ name: 'A', age: 1 }) } catch (error) { error.errInfo.details.schemaRulesNotSatisfied[0].propertiesNotSatisfied[0].propertyName }", gives: [] },
    { name: 'a validator may be a query', code: "db.createCollection('q', { validator: { n: { $gt: 5 } } }); db.q.insertOne({ n: 5 })", fails: ['121', 'Document failed validation'] },
    { name: 'collMod changes the validator', code: "db.runCommand({ collMod: 'strict', validator: {} }); db.strict.insertOne({ _id: 1 }).insertedId", gives: [1] },
    { name: 'additionalProperties false wants _id to be named', code: "db.createCollection('n', { validator: { $jsonSchema: { properties: { a: {} }, additionalProperties: false } } }); db.n.insertOne({ a: 1 })", fails: ['121', 'Document failed validation'] },
  ].map(({ fails, ...rest }) => ({ ...rest, ...(fails ? { fails: fails as [string, string] } : {}) })),
};

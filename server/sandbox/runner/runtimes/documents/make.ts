import { readFileSync, writeFileSync } from 'node:fs';
import { makeSnapshot } from '../../isolate.ts';

// Run by prepare/documents.ts in a process of its own, because it needs --no-node-snapshot: source file in, snapshot file out.
const [, , source, snapshot] = process.argv;

/** What nearly every run does: what is called here is compiled in the snapshot. */
const WARM_UP = `
  const { begin, runCase, startOver, dump, askHere, askAbout } = __groundwork;
  begin(() => {}, () => '', 100000);
  const setup = 'db.pieces.insertMany([{ _id: 1, name: "one", tags: ["a"], in: { deep: 1 } }, { _id: 2, name: "two", tags: [], price: 2.5 }])';
  const code = 'db.pieces.find({ price: { $gte: 1 }, name: /t/ }, { name: 1 }).sort({ name: 1 }).limit(5)\\n'
    + 'db.pieces.find({ price: { $lt: 10 } }, { _id: 0, name: 1 }).sort({ price: -1 })\\n'
    + 'db.pieces.aggregate([{ $match: { _id: { $in: [1, 2] } } }, { $unwind: "$tags" }, { $group: { _id: "$name", n: { $sum: 1 } } }, { $sort: { n: -1 } }])\\n'
    + 'db.pieces.updateOne({ _id: 1 }, { $set: { name: "uno" }, $inc: { price: 1 }, $push: { tags: "b" } })';
  startOver();
  runCase(JSON.stringify({ setup, code, fileName: 'main.mongodb', room: 100000 }));
  askHere(JSON.stringify({ probe: 'db.pieces.find()', attempts: ['db.pieces.insertOne({ _id: 1 })'] }));
  askAbout(dump(), JSON.stringify({ probe: 'db.pieces.find()', attempts: ['db.pieces.insertOne({ _id: 1 })'] }));
`;

writeFileSync(snapshot!, makeSnapshot(readFileSync(source!, 'utf8'), WARM_UP, 'groundwork:inside'));

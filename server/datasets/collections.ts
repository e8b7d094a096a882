import { z } from 'zod';
import { type Collection, collectionSchema } from '../contract/dataset.ts';
import { printDocument } from '../judge/print-document.ts';

/** Documents that a learner sees of a collection, and characters of one. */
export const SHOWN_DOCUMENTS = 3;
const SHOWN_CHARACTERS = 2_000;
/** Documents that are looked through for their fields. */
const LOOKED_AT = 1_000;
/** More collections, fields or indexes than an exercise would show. */
const MOST_COLLECTIONS = 40;
const MOST_FIELDS = 60;
const MOST_INDEXES = 20;

/** Asks a database of documents what is in it: a document for each collection, after `answerSchema`. */
export const collectionsScript = `
const typeOf = (value) => value === null ? 'null' : Array.isArray(value) ? 'array' : value instanceof Date ? 'date'
  : typeof value !== 'object' ? typeof value : value.constructor === Object ? 'object' : value.constructor?.name ?? 'object';

db.getCollectionNames().map((name) => {
  const collection = db.getCollection(name);
  const fields = new Map();
  for (const document of collection.find().limit(${LOOKED_AT}).toArray()) {
    for (const key of Object.keys(document)) {
      const field = fields.get(key) ?? { name: key, types: [], documents: 0 };
      fields.set(key, field);
      field.documents += 1;
      const type = typeOf(document[key]);
      if (!field.types.includes(type)) field.types.push(type);
    }
  }
  return {
    name, documentCount: collection.countDocuments({}), fields: [...fields.values()].slice(0, ${MOST_FIELDS}), documents: collection.find().limit(${SHOWN_DOCUMENTS}).toArray(),
    indexes: collection.getIndexes().slice(0, ${MOST_INDEXES}).map(({ name, key, unique }) => ({ name, on: Object.entries(key).map(([field, order]) => field + ': ' + order), unique: unique === true })),
  };
})
`;

const answerSchema = collectionSchema.extend({ documents: z.array(z.unknown()) });

/** What the script answered, a cell for each collection; undefined when it is not what it should be. */
export function readCollections(cells: string[]): Collection[] | undefined {
  if (cells.length > MOST_COLLECTIONS) return undefined;
  const collections = cells.map((cell) => {
    let answer: unknown;
    try {
      answer = JSON.parse(cell);
    } catch {
      return undefined;
    }
    const { data } = answerSchema.safeParse(answer);
    return data && {
      ...data,
      // The one on _id is everywhere.
      indexes: data.indexes.filter(({ name }) => name !== '_id_'),
      documents: data.documents.map((document) => clipped(printDocument(JSON.stringify(document)))),
    };
  });
  return collections.every((collection) => collection !== undefined) ? collections : undefined;
}

function clipped(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}

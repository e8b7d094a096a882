import type { Collection } from '../../../server/contract/dataset.ts';
import { mongodb } from './mongodb.ts';
import type { Shape } from './words.ts';

/** One thing to offer: `detail` says what it is, or of which type. */
export interface DocumentOffer { kind: 'collection' | 'field' | 'word'; name: string; detail?: string }

interface Place {
  code: string;
  /** The line up to the word that is being typed. */
  before: string;
  typing: string;
  collections: readonly Pick<Collection, 'name' | 'documentCount' | 'fields'>[];
}

const words = [...new Set(mongodb.words.trim().split(/\s+/))];
const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
/** What `db` itself can do. */
const ofDatabase = /^(?:getCollection|createCollection|getCollectionNames)$/;

/** What to offer at a place in a script for documents: after `db.` collections, after another dot methods, else words and the fields of documents. */
export function documentOffers({ code, before, typing, collections }: Place): { offers: DocumentOffer[]; shapes: Shape[] } {
  const names = collections.map(({ name, documentCount }): DocumentOffer => ({ kind: 'collection', name, detail: `${documentCount.toLocaleString('en')} documents` }));
  if (/(?<![\w$.])db\.$/.test(before)) {
    return { offers: [...names.filter(({ name }) => IDENTIFIER.test(name)), ...words.filter((word) => ofDatabase.test(word)).map(asWord)], shapes: [] };
  }
  if (before.endsWith('.')) return { offers: words.filter((word) => /^[a-z]/.test(word)).map(asWord), shapes: [] };
  const mentioned = collections.filter(({ name }) => code.includes(name));
  const fields = new Map<string, DocumentOffer>();
  for (const { name: collection, fields: all } of mentioned.length > 0 ? mentioned : collections) {
    for (const { name, types } of all) {
      const before = fields.get(name);
      fields.set(name, { kind: 'field', name, detail: before ? `${before.detail}, ${collection}` : `${types.join(' or ')}, ${collection}` });
    }
  }
  const fieldOffers = [...fields.values()].filter(({ name }) => IDENTIFIER.test(name));
  const known = words.filter((word) => word !== typing && !fields.has(word)).map(asWord);
  return { offers: [...fieldOffers, ...known], shapes: before.trim() === '' ? mongodb.shapes : [] };
}

function asWord(name: string): DocumentOffer {
  return { kind: 'word', name };
}

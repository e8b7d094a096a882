import { describe, expect, it } from 'vitest';
import { documentOffers } from '../../../web/islands/editor-words/document-places.ts';

const collections = [
  { name: 'orders', documentCount: 1200, fields: [{ name: '_id', types: ['number'], documents: 8 }, { name: 'note', types: ['string', 'null'], documents: 3 }] },
  { name: 'products', documentCount: 8, fields: [{ name: '_id', types: ['number'], documents: 8 }, { name: 'two words', types: ['string'], documents: 8 }, { name: 'cents', types: ['number'], documents: 8 }] },
];
const at = (marked: string) => {
  const [before = '', after = ''] = marked.split('|');
  const typing = /[\w$]*$/.exec(before)?.[0] ?? '';
  const line = before.split('\n').at(-1) ?? '';
  return documentOffers({ code: before + after, before: line.slice(0, line.length - typing.length), typing, collections });
};
const namesAt = (marked: string) => at(marked).offers.map(({ name }) => name);

describe('what the editor offers for documents', () => {
  it('is the collections after db and a dot, with what the database itself can do', () => {
    expect(at('db.|').offers.slice(0, 2)).toEqual([{ kind: 'collection', name: 'orders', detail: '1,200 documents' }, { kind: 'collection', name: 'products', detail: '8 documents' }]);
    expect(namesAt('db.or|')).toContain('getCollection');
    expect(namesAt('db.|')).not.toContain('insertOne');
    expect(namesAt('mydb.|')).not.toContain('orders');
  });

  it('is methods after any other dot, and no operators', () => {
    const names = namesAt('db.orders.|');
    expect(names).toEqual(expect.arrayContaining(['find', 'aggregate', 'updateOne']));
    expect(names.filter((name) => /^(?:\$|orders$|note$)/.test(name))).toEqual([]);
  });

  it('is fields of the collections that the code mentions, and operators, elsewhere', () => {
    const { offers } = at('db.orders.find({ | })');
    expect(offers).toContainEqual({ kind: 'field', name: 'note', detail: 'string or null, orders' });
    expect(offers).toContainEqual({ kind: 'word', name: '$gte' });
    expect(namesAt('db.orders.find({ | })')).not.toContain('cents');
    expect(at('|').offers).toContainEqual({ kind: 'field', name: '_id', detail: 'number, orders, products' });
    expect(namesAt('|')).not.toContain('two words'); // it would need quotes
  });

  it('is whole calls at the beginning of a line', () => {
    expect(at('|').shapes.map(({ name }) => name)).toContain('aggregate');
    expect(at('db.orders.find({ |').shapes).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Offer, sqlOffers } from '../../../web/islands/editor-words/sql-places.ts';
import { column, forum, table } from './tables.ts';

/** What is offered where `|` stands. */
function offersAt(marked: string, tables = forum): { offers: Offer[]; shapes: string[] } {
  const [before = '', after = ''] = marked.split('|');
  const typing = /[\w"]*$/.exec(before)?.[0] ?? '';
  const { offers, shapes } = sqlOffers({ code: before + after, before: before.slice(0, before.length - typing.length), typing, tables });
  return { offers, shapes: shapes.map(({ name }) => name) };
}
const namesAt = (marked: string, kind?: Offer['kind'], tables = forum) => offersAt(marked, tables).offers.filter((offer) => kind === undefined || offer.kind === kind).map(({ name }) => name);

describe('what the editor offers in SQL', () => {
  it('is the tables after FROM, JOIN, UPDATE, INTO and the like, and nothing else', () => {
    for (const code of ['select * from |', 'select * from posts join po|', 'update |', 'insert into |', 'delete from ONLY |', 'create table x (a integer references |', 'truncate table |']) {
      expect({ code, names: namesAt(code) }).toEqual({ code, names: ['members', 'posts', 'votes'] });
    }
  });

  it('is the queries with a name beside them', () => {
    expect(namesAt('with totals as (select 1), best (name) as materialized (select 2) select * from |')).toEqual(['members', 'posts', 'votes', 'totals', 'best']);
  });

  it('is the columns of a table after its name, or after the name that it has in the query, with their types', () => {
    expect(offersAt('select posts.| from posts').offers).toEqual([
      { kind: 'column', name: 'id', detail: 'integer, posts' }, { kind: 'column', name: 'author_id', detail: 'integer, posts' }, { kind: 'column', name: 'body', detail: 'text, posts' },
    ]);
    for (const code of ['select m.| from posts p join members m on true', 'select m.na| from members as m', 'select M.| from members m', 'select\n  m.|\nfrom posts p, members m']) {
      expect({ code, names: namesAt(code) }).toEqual({ code, names: ['id', 'name', 'invited_by'] });
    }
  });

  it('takes no word of the language for another name', () => {
    expect(namesAt('select where.| from posts where id = 1', 'column')).toEqual([]);
  });

  it('looks at the statement alone in which one types', () => {
    expect(namesAt('select 1 from members x; select x.| from posts x; select 2 from votes x')).toEqual(['id', 'author_id', 'body']);
    expect(namesAt('select 1 from members; select | from votes', 'column')).toEqual(['post_id', 'member_id', 'value']);
  });

  it('is every column while the statement names no table yet, each once', () => {
    expect(namesAt('select |', 'column')).toEqual(['id', 'name', 'invited_by', 'author_id', 'body', 'post_id', 'member_id', 'value']);
    expect(offersAt('select |').offers[0]).toEqual({ kind: 'column', name: 'id', detail: 'integer, members, posts' });
  });

  it('is the other names of tables, words, functions, and what the code has written', () => {
    const { offers } = offersAt('select 1 as answer from posts p where |');
    expect(offers).toContainEqual({ kind: 'table', name: 'p', detail: 'posts' });
    expect(offers).toContainEqual({ kind: 'keyword', name: 'between' });
    expect(offers).toContainEqual({ kind: 'function', name: 'coalesce' });
    expect(offers).toContainEqual({ kind: 'written', name: 'answer' });
    expect(offers.filter(({ name }) => name === 'posts')).toHaveLength(1);
  });

  it('is what the code has written after an unknown name and a dot', () => {
    expect(namesAt('with best as (select 1 as score) select best.| from best')).toEqual(['best', 'score']);
  });

  it('begins with whole statements at the beginning of a line only', () => {
    expect(offersAt('|').shapes).toContain('insert');
    expect(offersAt('select 1;\n  |').shapes).toContain('create table');
    expect(offersAt('select |').shapes).toEqual([]);
  });

  it('takes names as SQL writes them, also those with signs that a pattern would read otherwise', () => {
    const odd = [table('"Order"', [column('"a b"')]), table('shop.c$t', [column('x')])];
    expect(namesAt('select * from |', 'table', odd)).toEqual(['"Order"', 'shop.c$t']);
    expect(namesAt('select c.| from shop.c$t c', 'column', odd)).toEqual(['x']);
    expect(namesAt('select o.| from "Order" o', 'column', odd)).toEqual(['"a b"']);
  });

  it('is words alone without tables', () => {
    expect(namesAt('select * from |', undefined, [])).toEqual([]);
    expect(namesAt('sel|', 'keyword', [])).toContain('select');
  });
});

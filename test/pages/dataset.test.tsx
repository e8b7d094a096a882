import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { Collection, Dataset } from '../../server/contract/dataset.ts';
import { draw } from '../../server/datasets/drawing.ts';
import { CollectionSection } from '../../web/components/collections.tsx';
import { DatasetSection, DatasetText } from '../../web/components/dataset.tsx';
import { column, forum, table, to } from '../rules/datasets/tables.ts';

const sources = [{ title: 'The tables', html: '<pre class="code" tabindex="0"><code>create table…</code></pre>' }];
const show = (...datasets: Dataset[]) => renderToString(<DatasetSection datasets={datasets} drawing={draw(datasets[0]?.tables ?? [])} sources={sources} address="/api/exercises/x/tables" />);
/** What one reads: without markup, each run of blanks one. */
const wordsOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&lt;', '<').replaceAll(/\s+/g, ' ').replaceAll(/ (?=[,.”])/g, '');
const small = (tables = forum): Dataset => ({ name: 'small', tables, collections: [] });

describe('the tables of an exercise', () => {
  it('are drawn with a name, without style attributes, and said again in words', () => {
    const html = show(small());
    expect(html).toContain('role="img" aria-label="Diagram of the tables. What it says is listed below."');
    expect(html).toMatch(/<div class="diagram" role="group" tabindex="0" aria-label="Diagram of the tables">/);
    expect(html).not.toMatch(/\sstyle=|<style|\sid="(?!dataset-title")/);
    const words = wordsOf(html);
    expect(words).toContain('members.invited_by refers to members.id, or is NULL');
    expect(words).toContain('votes.post_id refers to posts.id votes.member_id refers to members.id');
    expect(words).toContain('it is dashed where the reference may be NULL');
    expect(html.match(/diagram__reference--optional/g)).toHaveLength(2);
  });

  it('have no drawing where no table refers to another', () => {
    expect(show(small([forum[0]!].map((one) => ({ ...one, references: [] }))))).not.toContain('<svg class="diagram');
  });

  it('are told with their columns, types and rules', () => {
    const [html] = [show(small([
      table('prices', [
        column('id', { generated: 'identity' }), column('code', { type: 'varchar(8)' }), column('amount', { type: 'numeric(8,2)', required: false, default: '0' }), column('twice', { generated: 'stored', default: 'amount * 2', required: false }),
      ], { primaryKey: ['id'], unique: [['code'], ['code', 'amount']], checks: ['CHECK (amount > 0)'], indexes: [{ name: 'by_amount', unique: true, on: ['amount', 'lower(code)'], where: 'amount > 1' }] }),
    ]))];
    const words = wordsOf(html);
    expect(words).toContain('The table with the rows of “small”');
    expect(words).toContain('id integer primary key, numbered by itself code varchar(8) not null, unique amount numeric(8,2) default 0 twice integer always amount * 2');
    expect(words).toContain('unique together: code, amount CHECK (amount > 0) unique index by_amount on amount, lower(code) where amount > 1'.replace('>', '>'));
  });

  it('say it where a key has several columns', () => {
    const words = wordsOf(show(small([table('teams', [column('club'), column('year')], { primaryKey: ['club', 'year'] }), table('games', [column('club'), column('year', { required: false })], { references: [to('club year', 'teams', 'club year')] })])));
    expect(words).toContain('club integer part of the primary key year integer part of the primary key');
    expect(words).toContain('games (club, year) refers to teams (club, year), or is NULL');
    expect(words).toContain('club, year refer to teams (club, year)');
  });

  it('show their first rows with how many there are; NULL is marked, and text is never markup', () => {
    const members = { ...forum[0]!, rowCount: 1200, rows: [['1', '<b>Ada</b>', null], ['2', 'NULL', '1'], ['3', '', '1']] };
    const html = show(small([members]));
    expect(html).toContain('3 of 1,200 rows shown');
    expect(html).not.toContain('<b>');
    expect(html).toContain('&lt;b>Ada');
    expect(html.match(/class="null"/g)).toHaveLength(1);
    expect(html).toMatch(/<span class="null">NULL<span class="visually-hidden"> \(no value\)<\/span><\/span>/);
    expect(html).toContain('aria-label="Rows of members"');
    expect(wordsOf(show(small([{ ...members, rowCount: 0, rows: [] }])))).toContain('It has no rows.');
  });

  it('stand open where there are few, and with their columns in the heading where there are many', () => {
    expect(show(small([forum[0]!])).match(/<details class="fold" open/g)).toHaveLength(1);
    const html = show(small());
    expect(html).not.toMatch(/<details class="fold" open/);
    expect(wordsOf(html)).toContain('posts 3 columns, no rows id, author_id, body');
  });

  it('of other visible datasets are there to be opened, or said to be empty', () => {
    const html = show(small(), { ...small(forum.map((one) => ({ ...one, rowCount: 1, rows: [one.columns.map(() => '1')] }))), name: 'ties' }, { ...small(), name: 'empty' });
    const words = wordsOf(html);
    expect(words).toContain('The tests also run on “ties” members 1 row');
    expect(words).toContain('The tests also run on “empty”, where every table is empty.');
    expect(html).toContain('aria-label="Rows of votes in ties"');
  });

  it('keep the SQL that makes them closed below, and tell the editor where they can be had as data', () => {
    const html = show(small());
    expect(html).toMatch(/<details class="fold"><summary[^>]*><svg.*?<\/svg>The SQL that makes them<\/summary>/);
    expect(html).toContain('data-tables="/api/exercises/x/tables"');
    // A database of functions alone.
    expect(wordsOf(show(small([])))).toBe(' The SQL that runs first The tables create table… ');
  });
});

describe('the collections of an exercise', () => {
  const orders: Collection = {
    name: 'orders', documentCount: 1200, indexes: [{ name: 'code_1', on: ['code: 1'], unique: true }], documents: ["{ _id: 1, note: '<b>' }"],
    fields: [{ name: '_id', types: ['number'], documents: 1000 }, { name: 'note', types: ['string', 'null'], documents: 7 }],
  };
  const collections = (...datasets: Dataset[]) => renderToString(<CollectionSection datasets={datasets} sources={sources} address="/api/exercises/x/tables" />);
  const first: Dataset = { name: 'small', tables: [], collections: [orders] };

  it('are told with their fields, where these are missing, indexes, and first documents', () => {
    const html = collections(first);
    const words = wordsOf(html);
    expect(words).toContain('The collection with the documents of “small” orders 1,200 documents _id, note');
    expect(words).toContain('_id number every document note string, null 7 of 1,000 unique index code_1 on code: 1 1 of 1,200 documents shown');
    expect(html).toContain('&lt;b>');
    expect(html).toContain('aria-label="Documents of orders"');
    expect(html.match(/<details class="fold" open/g)).toHaveLength(1);
    expect(words).toContain('The script that makes them');
  });

  it('of other visible datasets are there to be opened, or said to be missing', () => {
    const html = collections(first, { ...first, name: 'ties' }, { ...first, name: 'nothing', collections: [] });
    expect(wordsOf(html)).toContain('The tests also run on “ties” orders');
    expect(wordsOf(html)).toContain('The tests also run on “nothing”, where nothing is in the database.');
    expect(html).toContain('aria-label="Fields of orders in ties"');
  });
});

it('data without tables is shown as the text that makes it, open and with headings', () => {
  const html = renderToString(<DatasetText sources={[{ title: 'The documents of “small”', html: '<pre>db.a.insertOne({})</pre>' }]} />);
  expect(html).toContain('<h2 class="task__heading">The documents of “small”</h2>');
  expect(html).toContain('<pre>db.a.insertOne({})</pre>');
  expect(html).not.toContain('<details');
});

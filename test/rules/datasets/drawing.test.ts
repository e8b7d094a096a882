import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../server/contract/dataset.ts';
import { draw } from '../../../server/datasets/drawing.ts';
import { column, forum, table, to } from './tables.ts';

const drawn = (tables = forum): Drawing => {
  const drawing = draw(tables);
  if (!drawing) throw new Error('nothing was drawn');
  return drawing;
};
/** Every place that the data of a path names. */
const placesOf = (path: string) => [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
const boxOf = (drawing: Drawing, name: string) => drawing.tables.find((one) => one.name === name)!;

describe('a drawing of tables', () => {
  it('is none where no table refers to another', () => {
    expect(draw([])).toBeUndefined();
    expect(draw([table('a', [column('id')]), table('b', [column('id')])])).toBeUndefined();
  });

  it('shows of each table the columns of its keys, and what kind of key each is part of', () => {
    expect(drawn().tables.map(({ name, keys }) => [name, keys])).toEqual([
      ['members', [{ name: 'id', primary: true, foreign: false }, { name: 'invited_by', primary: false, foreign: true }]],
      ['posts', [{ name: 'id', primary: true, foreign: false }, { name: 'author_id', primary: false, foreign: true }]],
      ['votes', [{ name: 'post_id', primary: true, foreign: true }, { name: 'member_id', primary: true, foreign: true }]],
    ]);
  });

  it('has a line for each reference, dashed where it may be NULL', () => {
    expect(drawn().references.map(({ optional }) => optional)).toEqual([true, true, false, false]);
  });

  it('puts what is referred to above what refers to it, and no table upon another', () => {
    const drawing = drawn();
    const [members, posts, votes] = drawing.tables.map(({ name }) => boxOf(drawing, name));
    expect(members!.y + members!.height).toBeLessThan(posts!.y);
    expect(posts!.y + posts!.height).toBeLessThan(votes!.y);
    const many = drawn([...forum, ...['a', 'b', 'c', 'd'].map((name) => table(name, [column('id'), column('post_id')], { references: [to('post_id', 'posts')] }))]);
    for (const [index, one] of many.tables.entries()) {
      for (const other of many.tables.slice(index + 1)) {
        const apart = one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
        expect(apart, `${one.name} and ${other.name}`).toBe(true);
      }
    }
  });

  it('ends each arrow at the edge of the table that is referred to', () => {
    const drawing = drawn();
    const targets = ['members', 'members', 'posts', 'members'];
    for (const [index, { arrow }] of drawing.references.entries()) {
      const { x, y, width, height } = boxOf(drawing, targets[index]!);
      const [tip] = placesOf(arrow);
      const away = Math.max(x - tip!.x, tip!.x - (x + width), y - tip!.y, tip!.y - (y + height));
      expect(Math.abs(away), `arrow ${index} at ${JSON.stringify(tip)}`).toBeLessThan(1);
    }
  });

  it('holds everything within its size, also the line of a table that refers to itself', () => {
    const { width, height, tables, references } = drawn();
    const places = [...references.flatMap(({ line, arrow }) => [...placesOf(line), ...placesOf(arrow)]), ...tables.flatMap((one) => [{ x: one.x, y: one.y }, { x: one.x + one.width, y: one.y + one.height }])];
    for (const { x, y } of places) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeLessThanOrEqual(height);
    }
  });

  it('leaves out views, and references to what is not shown', () => {
    const view = table('totals', [column('id')], { kind: 'view' });
    const stray = table('strays', [column('id'), column('gone_id')], { references: [to('gone_id', 'gone')] });
    const { tables, references } = drawn([...forum, view, stray]);
    expect(tables.map(({ name }) => name)).toEqual(['members', 'posts', 'votes', 'strays']);
    expect(references).toHaveLength(4);
  });

  it('draws two references to one table as two lines, and one of several columns as one', () => {
    const teams = table('teams', [column('club'), column('year')], { primaryKey: ['club', 'year'] });
    const games = table('games', [column('home_club'), column('home_year'), column('guest_club'), column('guest_year')], { references: [to('home_club home_year', 'teams', 'club year'), to('guest_club guest_year', 'teams', 'club year')] });
    const { references } = drawn([teams, games]);
    expect(references).toHaveLength(2);
    expect(references[0]!.line).not.toBe(references[1]!.line);
  });

  it('comes out of tables that refer to each other in a circle', () => {
    const circle = [table('a', [column('id'), column('b_id')], { references: [to('b_id', 'b')] }), table('b', [column('id'), column('a_id')], { references: [to('a_id', 'a')] })];
    expect(drawn(circle).references).toHaveLength(2);
  });
});

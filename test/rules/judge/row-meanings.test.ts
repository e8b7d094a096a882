import { expect, test } from 'vitest';
import { RowGroups, RowMeanings } from '../../../server/judge/row-meanings.ts';
import { mannerOf } from '../../../server/judge/sql-value.ts';
import { rows } from './answers.ts';

test('a row is read by what its values mean', () => {
  const result = rows('total:numeric at:timestamptz note:text', [['01.50', '2026-01-01 01:00:00+01', ' x'], [null, null, null]]);
  const meanings = new RowMeanings(result, result.columns.map(({ type }) => mannerOf(type, type)), 'expected');
  expect([meanings.of(0), meanings.of(1), meanings.of(2)]).toEqual([['1.5', '2026-01-01 00:00:00+00', ' x'], [null, null, null], [null, null, null]]);
});

test('equal rows are found together, and what is between values counts', () => {
  const groups = new RowGroups();
  for (const [index, row] of [['a', 'bc'], ['ab', 'c'], ['a', 'bc'], ['a', null], [null, 'a'], ['a', '']].entries()) groups.add(row, index);
  expect(groups.find(['a', 'bc'])).toEqual([0, 2]);
  expect(groups.find(['ab', 'c'])).toEqual([1]);
  expect([groups.find(['a', null]), groups.find([null, 'a']), groups.find(['a', '']), groups.find(['', 'a'])]).toEqual([[3], [4], [5], undefined]);
  expect(groups.indexes().toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
});

test('rows that share a number are different rows all the same', () => {
  const [one, other] = namesakes();
  const groups = new RowGroups();
  groups.add([one], 0);
  expect(groups.find([other])).toBeUndefined();
  groups.add([other], 1);
  groups.add([one], 2);
  expect([groups.find([one]), groups.find([other])]).toEqual([[0, 2], [1]]);
  expect(groups.indexes().toSorted()).toEqual([0, 1, 2]);
});

/** Two texts of one FNV-1a hash, of which there are 2³²: among some hundred thousand texts two share one. What follows a text keeps them together. */
function namesakes(): [string, string] {
  const seen = new Map<number, string>();
  for (let number = 0; ; number += 1) {
    const text = `row ${number * 2_654_435_761 % 4_294_967_296}`;
    let hash = 0x81_1c_9d_c5 | 0;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
    const same = seen.get(hash);
    if (same !== undefined && same !== text) return [same, text];
    seen.set(hash, text);
  }
}

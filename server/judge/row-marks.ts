import type { ComparedRows } from '../contract/report.ts';

/** A row (from 0) that has no equal in the same place on the other side. */
export interface RowMark { row: number; mark: Mark; /** The columns, from 0, whose values differ from those of its partner. */ differing?: number[] }
export interface RowMarks { expected: RowMark[]; actual: RowMark[] }
type Mark = NonNullable<ComparedRows['rows'][number]['mark']>;

/** Rows of each side that are marked, and looked through for partners; whoever has more to mend begins with the first. */
const MOST_MARKED = 40;

/** Equal rows that stand in other places than they should. */
export function markMoved(rows: number[]): RowMarks {
  const marks = rows.slice(0, MOST_MARKED).map((row): RowMark => ({ row, mark: 'moved' }));
  return { expected: marks, actual: marks };
}

/**
 * Rows without an equal: each with a partner of the other side where one shares a value with it, if rows are `pairable`, and
 * otherwise as missing or surplus. `first` are the rows that the message speaks of.
 */
export function markUnmatched(missing: number[], surplus: number[], { first, pairable }: { first: { expected: number; actual: number }; pairable?: PairableRows }): RowMarks {
  const [wanted, came] = [upTo(missing, first.expected), upTo(surplus, first.actual)];
  const partners = pairable ? pairUp(wanted, came, first, pairable) : new Map<number, number>();
  const differing = (expected: number, actual: number) => pairable?.differing(expected, actual) ?? [];
  const paired = new Set(partners.values());
  return {
    expected: wanted.map((row): RowMark => {
      const partner = came.find((other) => partners.get(other) === row);
      return paired.has(row) && partner !== undefined ? { row, mark: 'differs', differing: differing(row, partner) } : { row, mark: 'missing' };
    }),
    actual: came.map((row): RowMark => {
      const partner = partners.get(row);
      return partner === undefined ? { row, mark: 'surplus' } : { row, mark: 'differs', differing: differing(partner, row) };
    }),
  };
}

export interface PairableRows {
  columns: number;
  /** The columns, from 0, in which two rows differ. */
  differing(expected: number, actual: number): number[];
}

/** The expected row that each of the others most likely is meant to be, by that other: first the pair that is spoken of. */
function pairUp(wanted: number[], came: number[], first: { expected: number; actual: number }, { columns, differing }: PairableRows): Map<number, number> {
  const partners = new Map<number, number>();
  const left = new Set(wanted);
  const sharedBy = (expected: number, actual: number) => columns - differing(expected, actual).length;
  const join = (expected: number, actual: number) => {
    partners.set(actual, expected);
    left.delete(expected);
  };
  if (left.has(first.expected) && came.includes(first.actual) && sharedBy(first.expected, first.actual) > 0) join(first.expected, first.actual);
  for (const actual of came) {
    if (partners.has(actual)) continue;
    let best: { expected: number; shared: number } | undefined;
    for (const expected of left) {
      const shared = sharedBy(expected, actual);
      // Of several that share as much, the one in the same place.
      if (shared > 0 && (!best || shared > best.shared || (shared === best.shared && expected === actual))) best = { expected, shared };
    }
    if (best) join(best.expected, actual);
  }
  return partners;
}

/** The first rows, and in any case the one that is spoken of. */
function upTo(rows: number[], spokenOf: number): number[] {
  const kept = rows.slice(0, MOST_MARKED);
  return kept.includes(spokenOf) || !rows.includes(spokenOf) ? kept : [...kept.slice(1), spokenOf].toSorted((a, b) => a - b);
}

import type { ResultSet, SqlValue } from '../contract/observation.ts';
import { count } from './print.ts';
import { spreadDocuments } from './spread-documents.ts';
import { type Manner, mannerOf, sameValue, valueWords } from './sql-value.ts';

type Row = SqlValue[];

/** How a result is not the expected one. */
export interface RowDifference {
  /** The same for the same kind of fault, and tells mistakes apart: with the numbers of rows, since on the same data one mistake makes as many as ever. */
  kind: string;
  message: string;
  /** `row 3, total` */
  path?: string;
  /** Rows (from 0) to show on either side. */
  expectedRow: number;
  actualRow: number;
}

/** What of a result counts besides its values. */
export interface RowDemands { ordered: boolean; named: boolean }

/**
 * Compares a result with the reference's: first the columns, then the rows as a multiset, then, where it counts, their order.
 * The work grows with the number of values, not with its square.
 */
export function findRowDifference(wanted: ResultSet, came: ResultSet, demands: RowDemands): RowDifference | undefined {
  const [expected, actual] = spreadDocuments(wanted, came);
  const fault = findColumnFault(expected, actual, demands.named);
  if (fault) return fault;
  if (expected.rowCount > expected.rows.length || actual.rowCount > actual.rows.length) return cutFault(expected, actual);
  return new RowComparison(expected, actual, demands).find();
}

function findColumnFault(expected: ResultSet, actual: ResultSet, named: boolean): RowDifference | undefined {
  const [wanted, came] = [expected, actual].map(({ columns }) => columns.map(({ name }) => name)) as [string[], string[]];
  const rows = { expectedRow: 0, actualRow: 0 };
  if (wanted.length !== came.length) {
    return { kind: `columns ${came.length}`, message: `expected ${count(wanted.length, 'column')} (${list(wanted)}), got ${came.length} (${list(came)})`, path: 'columns', ...rows };
  }
  const other = named ? wanted.findIndex((name, index) => name !== came[index]) : -1;
  if (other === -1) return undefined;
  if (isPermutation(wanted, came)) return { kind: 'columns in another order', message: `the columns are in another order: expected ${list(wanted)}, got ${list(came)}`, path: 'columns', ...rows };
  return { kind: 'column names', message: `column ${other + 1} is called ${came[other]}, expected ${wanted[other]}`, path: `column ${other + 1}`, ...rows };
}

/** A result of which the sandbox kept only the beginning can be told apart by its length, and is never right. */
function cutFault(expected: ResultSet, actual: ResultSet): RowDifference {
  const [wanted, came] = [Math.max(expected.rowCount, expected.rows.length), Math.max(actual.rowCount, actual.rows.length)];
  const message = wanted === came ? `the result has ${count(came, 'row')}, which is too many to compare` : `expected ${count(wanted, 'row')}, got ${came.toLocaleString('en')}`;
  return { kind: 'too many rows', message, expectedRow: 0, actualRow: 0 };
}

/** Rows that are looked through for the ones that belong together, so that a sentence can name the value that differs. */
const LOOKED_THROUGH = 40;
/** Rows without a partner that are compared one by one where floats may differ in their last digits. */
const LOOSELY_PAIRED = 300;

class RowComparison {
  private readonly expected: ResultSet;
  private readonly actual: ResultSet;
  private readonly demands: RowDemands;
  private readonly manners: Manner[];
  /** What a row is called. */
  private readonly noun: 'row' | 'document' | 'reply';

  constructor(expected: ResultSet, actual: ResultSet, demands: RowDemands) {
    this.expected = expected;
    this.actual = actual;
    this.demands = demands;
    this.noun = nounOf(expected);
    this.manners = expected.columns.map(({ type }, index) => mannerOf(type, actual.columns[index]?.type ?? ''));
  }

  find(): RowDifference | undefined {
    const { missing, surplus } = this.unmatched();
    if (missing.length === 0 && surplus.length === 0) return this.demands.ordered ? this.findOtherOrder() : undefined;
    return this.findOtherType() ?? this.findOtherColumns() ?? (
      surplus.length === 0 ? this.missingOnly(missing)
        : missing.length === 0 ? this.surplusOnly(surplus)
          : this.findOtherValues(missing, surplus));
  }

  /** The same for rows that are certainly equal. */
  private keyOf(row: Row, side: 'expected' | 'actual'): string {
    return keyOf(row, (value, index) => this.manners[index]?.key(value, side) ?? value);
  }

  /** Rows of either side that no row of the other one equals, each counted as often as it comes; as indexes. */
  private unmatched(): { missing: number[]; surplus: number[] } {
    const alike = this.manners.every(({ unlike }) => !unlike);
    // Most rows are written alike, many in the same place, and that is found out without looking into their values.
    const others = ({ rows }: ResultSet, { rows: against }: ResultSet) => rows.flatMap((row, index) => (alike && isWrittenAlike(row, against[index]) ? [] : [index]));
    let [missing, surplus] = [others(this.expected, this.actual), others(this.actual, this.expected)];
    if (alike) [missing, surplus] = this.pairUp(missing, surplus, (row) => keyOf(row, (value) => value));
    [missing, surplus] = this.pairUp(missing, surplus, (row, side) => this.keyOf(row, side));
    if (this.manners.some(({ loosely }) => loosely) && missing.length <= LOOSELY_PAIRED && surplus.length <= LOOSELY_PAIRED) {
      surplus = surplus.filter((actual) => {
        const partner = missing.findIndex((expected) => this.areEqual(expected, actual));
        if (partner !== -1) missing = missing.toSpliced(partner, 1);
        return partner === -1;
      });
    }
    return { missing, surplus };
  }

  /** What is left of the rows when each has been paired with one of the same key. */
  private pairUp(missing: number[], surplus: number[], key: (row: Row, side: 'expected' | 'actual') => string): [number[], number[]] {
    if (missing.length === 0 || surplus.length === 0) return [missing, surplus];
    const waiting = new Map<string, number[]>();
    for (const index of missing.toReversed()) {
      const known = key(this.expected.rows[index]!, 'expected');
      const same = waiting.get(known);
      if (same) same.push(index);
      else waiting.set(known, [index]);
    }
    const left = surplus.filter((index) => waiting.get(key(this.actual.rows[index]!, 'actual'))?.pop() === undefined);
    return [[...waiting.values()].flat().sort((a, b) => a - b), left];
  }

  private findOtherOrder(): RowDifference | undefined {
    const other = this.firstOther();
    if (other === -1) return undefined;
    return this.difference('order', `the ${plural(this.noun)} are the right ones, in another order: ${this.noun} ${other + 1} is ${this.words(this.actual, other)}, expected ${this.words(this.expected, other)}`, other, other, `${this.noun} ${other + 1}`);
  }

  /** A column that holds text where numbers are expected differs in every row; saying so once helps more. */
  private findOtherType(): RowDifference | undefined {
    const other = this.manners.findIndex(({ unlike }, index) => unlike && [this.expected, this.actual].every(({ rows }) => rows.some((row) => row[index] !== null)));
    const unlike = this.manners[other]?.unlike;
    return unlike && this.difference(`type of column ${other + 1}`, `${this.columnWords(other)} holds ${unlike.actual}, expected ${unlike.expected}`, 0, 0, this.columnWords(other));
  }

  private findOtherColumns(): RowDifference | undefined {
    const [wanted, came] = [this.expected, this.actual].map(({ columns }) => columns.map(({ name }) => name)) as [string[], string[]];
    if (!isPermutation(wanted, came) || wanted.every((name, index) => name === came[index])) return undefined;
    return this.difference('columns in another order', `the columns are in another order: expected ${list(wanted)}, got ${list(came)}`, 0, 0, 'columns');
  }

  private missingOnly(missing: number[]): RowDifference {
    const first = missing[0]!;
    if (this.actual.rows.length === 0) return this.difference('no rows', `no ${this.noun} came, expected ${this.expected.rows.length.toLocaleString('en')}; the first is ${this.words(this.expected, first)}`, first, 0);
    const { wanted, came, known } = this.comes(this.keyOf(this.expected.rows[first]!, 'expected'));
    const message = came === 0 ? `${isMissing(missing.length, this.noun)} missing; ${theFirst(missing.length)} ${this.words(this.expected, first)}`
      : `the ${this.noun} ${this.words(this.expected, first)} comes ${times(came)}, expected ${times(wanted)}`;
    return this.difference(missing.every((index) => known('actual').has(this.keyOf(this.expected.rows[index]!, 'expected'))) ? `${missing.length} repeated too seldom` : `${missing.length} missing`, message, first, 0);
  }

  private surplusOnly(surplus: number[]): RowDifference {
    const first = surplus[0]!;
    if (this.expected.rows.length === 0) return this.difference(`${surplus.length} surplus`, `expected no ${plural(this.noun)}, got ${surplus.length.toLocaleString('en')}; the first is ${this.words(this.actual, first)}`, 0, first);
    const { wanted, came, known } = this.comes(this.keyOf(this.actual.rows[first]!, 'actual'));
    const message = wanted === 0 ? `${isMissing(surplus.length, this.noun)} too many; ${theFirst(surplus.length)} ${this.words(this.actual, first)}`
      : `the ${this.noun} ${this.words(this.actual, first)} comes ${times(came)}, expected ${times(wanted)}`;
    return this.difference(surplus.every((index) => known('expected').has(this.keyOf(this.actual.rows[index]!, 'actual'))) ? `${surplus.length} repeated too often` : `${surplus.length} surplus`, message, 0, first, `${this.noun} ${first + 1}`);
  }

  private findOtherValues(missing: number[], surplus: number[]): RowDifference {
    const equallyMany = this.expected.rows.length === this.actual.rows.length;
    const kind = equallyMany ? `${missing.length} with other values in ${this.columnsThatDiffer(missing, surplus)}` : `${missing.length} missing, ${surplus.length} surplus`;
    const pair = equallyMany ? this.closest(missing, surplus) : undefined;
    if (!pair) {
      const [first, more] = [missing[0]!, surplus[0]!];
      const message = `${isMissing(missing.length, this.noun)} missing, ${theFirst(missing.length)} ${this.words(this.expected, first)}; ${isMissing(surplus.length, this.noun)} too many, ${theFirst(surplus.length)} ${this.words(this.actual, more)}`;
      return this.difference(kind, message, first, more, `${this.noun} ${more + 1}`);
    }
    const [row, came] = [this.expected.rows[pair.expected]!, this.actual.rows[pair.actual]!];
    const differing = this.manners.flatMap((manner, index) => (sameValue(manner, row[index] ?? null, came[index] ?? null) ? [] : [index]));
    const said = differing.slice(0, 3).map((index) => `${this.columnWords(index)} is ${valueWords(came[index] ?? null, this.actual.columns[index]!.type)}, expected ${valueWords(row[index] ?? null, this.expected.columns[index]!.type)}`);
    const others = missing.length > 1 ? ` (${count(missing.length, this.noun)} differ)` : '';
    return this.difference(kind, `${this.noun} ${pair.actual + 1}: ${said.join('; ')}${others}`, pair.expected, pair.actual, `${this.noun} ${pair.actual + 1}, ${this.columnWords(differing[0] ?? 0)}`);
  }

  /** The rows of both sides that most likely are meant to be the same: in order the first ones, else those that share most values, and at least one. */
  private closest(missing: number[], surplus: number[]): { expected: number; actual: number } | undefined {
    if (this.demands.ordered) {
      const first = this.firstOther();
      if (this.equalCells(first, first) > 0) return { expected: first, actual: first };
    }
    let best: { expected: number; actual: number; shared: number } | undefined;
    for (const actual of surplus.slice(0, LOOKED_THROUGH)) {
      for (const expected of missing.slice(0, LOOKED_THROUGH)) {
        const shared = this.equalCells(expected, actual);
        if (shared > (best?.shared ?? 0)) best = { expected, actual, shared };
      }
    }
    return best;
  }

  /** The first row that differs from the one in the same place. */
  private firstOther(): number {
    return this.expected.rows.findIndex((row, index) => !isWrittenAlike(row, this.actual.rows[index]) && !this.areEqual(index, index));
  }

  private areEqual(expected: number, actual: number): boolean {
    return this.equalCells(expected, actual) === this.manners.length;
  }

  private equalCells(expected: number, actual: number): number {
    const [row, came] = [this.expected.rows[expected], this.actual.rows[actual]];
    if (!row || !came) return 0;
    return this.manners.filter((manner, index) => sameValue(manner, row[index] ?? null, came[index] ?? null)).length;
  }

  /** The numbers of the columns that do not hold the same values overall, whichever rows they stand in; rows that have a partner add nothing. */
  private columnsThatDiffer(missing: number[], surplus: number[]): string {
    const numbers = this.manners.flatMap((manner, index) => {
      const counts = new Map<string, number>();
      const add = (value: SqlValue | undefined, side: 'expected' | 'actual', by: number) => {
        const key = value === null || value === undefined ? 'NULL' : `=${manner.key(value, side)}`;
        counts.set(key, (counts.get(key) ?? 0) + by);
      };
      for (const row of missing) add(this.expected.rows[row]?.[index], 'expected', 1);
      for (const row of surplus) add(this.actual.rows[row]?.[index], 'actual', -1);
      return [...counts.values()].some((left) => left !== 0) ? [index + 1] : [];
    });
    return numbers.length === 0 ? 'other combinations' : `column ${numbers.join(', ')}`;
  }

  /** How often a row comes on either side; and every row of a side, for finding others like it. */
  private comes(key: string): { wanted: number; came: number; known(side: 'expected' | 'actual'): Map<string, number> } {
    const known = { expected: this.counts('expected'), actual: this.counts('actual') };
    return { wanted: known.expected.get(key) ?? 0, came: known.actual.get(key) ?? 0, known: (side) => known[side] };
  }

  private counts(side: 'expected' | 'actual'): Map<string, number> {
    const counts = new Map<string, number>();
    for (const row of this[side].rows) {
      const key = this.keyOf(row, side);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  private words(result: ResultSet, index: number): string {
    return `(${rowWords(result, index)})`;
  }

  private columnWords(index: number): string {
    const name = this.expected.columns[index]?.name ?? '';
    return name === '' || name === '?column?' ? `column ${index + 1}` : name;
  }

  private difference(kind: string, message: string, expectedRow: number, actualRow: number, path?: string): RowDifference {
    return { kind, message, expectedRow, actualRow, ...(path === undefined ? {} : { path }) };
  }
}

/** One text for a row: each value with its length before it, so that no two rows share one by chance. */
function keyOf(row: Row, textOf: (value: string, index: number) => string): string {
  let key = '';
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index] ?? null;
    if (value === null) {
      key += 'N';
    } else {
      const text = textOf(value, index);
      key += `${text.length}:${text}`;
    }
  }
  return key;
}

function isWrittenAlike(row: Row, other: Row | undefined): boolean {
  return other !== undefined && row.every((value, index) => value === other[index]);
}

const SHOWN_COLUMNS = 6;

/** `id 3, name 'Ada', total 12.50` */
function rowWords({ columns, rows }: ResultSet, index: number): string {
  const row = rows[index] ?? [];
  const said = columns.slice(0, SHOWN_COLUMNS).map(({ name, type }, at) => `${name === '?column?' ? '' : `${name} `}${valueWords(row[at] ?? null, type, 40)}`);
  return `${said.join(', ')}${columns.length > SHOWN_COLUMNS ? ', …' : ''}`;
}

function list(names: string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length === 0 ? 'none' : names.length > 12 ? `${shown}, …` : shown;
}

function isPermutation(one: string[], other: string[]): boolean {
  return one.length === other.length && one.toSorted().every((name, index) => name === other.toSorted()[index]);
}

function nounOf({ columns: [column] }: ResultSet): 'row' | 'document' | 'reply' {
  return column?.type === 'reply' ? 'reply' : column?.type === 'document' || column?.type === 'field' ? 'document' : 'row';
}

function plural(noun: string): string {
  return count(2, noun).slice(2);
}

function isMissing(number: number, noun: string): string {
  return `${count(number, noun)} ${number === 1 ? 'is' : 'are'}`;
}

function theFirst(number: number): string {
  return number === 1 ? 'it is' : 'the first is';
}

function times(number: number | undefined): string {
  return number === 1 ? 'once' : number === 2 ? 'twice' : `${(number ?? 0).toLocaleString('en')} times`;
}

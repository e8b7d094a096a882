import type { ResultSet, SqlValue } from '../contract/observation.ts';
import { count } from './print.ts';
import { markMoved, markUnmatched, type RowMarks } from './row-marks.ts';
import { areWrittenAlike, RowGroups, RowMeanings } from './row-meanings.ts';
import { isMissing, list, type Noun, nounOf, plural, rowWords, theFirst, times } from './row-words.ts';
import { spreadDocuments } from './spread-documents.ts';
import { type Manner, mannerOf, valueWords } from './sql-value.ts';

type Row = readonly SqlValue[];

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
  /** The rows that have no equal in their place, where it is rows that differ and not the columns. */
  marks?: RowMarks;
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
  private readonly meanings: Record<'expected' | 'actual', RowMeanings>;
  /** What a row is called. */
  private readonly noun: Noun;

  constructor(expected: ResultSet, actual: ResultSet, demands: RowDemands) {
    this.expected = expected;
    this.actual = actual;
    this.demands = demands;
    this.noun = nounOf(expected);
    this.manners = expected.columns.map(({ type }, index) => mannerOf(type, actual.columns[index]?.type ?? ''));
    this.meanings = { expected: new RowMeanings(expected, this.manners, 'expected'), actual: new RowMeanings(actual, this.manners, 'actual') };
  }

  find(): RowDifference | undefined {
    const { missing, surplus } = this.unmatched();
    if (missing.length === 0 && surplus.length === 0) return this.demands.ordered ? this.findOtherOrder() : undefined;
    return this.findOtherType() ?? this.findOtherColumns() ?? this.withMarks(missing, surplus,
      surplus.length === 0 ? this.missingOnly(missing)
        : missing.length === 0 ? this.surplusOnly(surplus)
          : this.findOtherValues(missing, surplus));
  }

  private withMarks(missing: number[], surplus: number[], difference: RowDifference): RowDifference {
    const first = { expected: difference.expectedRow, actual: difference.actualRow };
    const pairable = { columns: this.manners.length, differing: (expected: number, actual: number) => this.differing(expected, actual) };
    // As the message does: where there are more or fewer rows, some are missing or too many, and nobody knows which.
    const equallyMany = this.expected.rows.length === this.actual.rows.length;
    return { ...difference, marks: markUnmatched(missing, surplus, { first, ...(equallyMany && { pairable }) }) };
  }

  /** Rows of either side that no row of the other one equals, each counted as often as it comes; as indexes. */
  private unmatched(): { missing: number[]; surplus: number[] } {
    const alike = this.manners.every(({ unlike }) => !unlike);
    // Most rows are written alike, many in the same place, and that is found out without looking into their values.
    const others = ({ rows }: ResultSet, { rows: against }: ResultSet) => rows.flatMap((row, index) => (alike && areWrittenAlike(row, against[index] ?? []) ? [] : [index]));
    let [missing, surplus] = [others(this.expected, this.actual), others(this.actual, this.expected)];
    if (alike) [missing, surplus] = this.pairUp(missing, surplus, (index, side) => this[side].rows[index]!);
    [missing, surplus] = this.pairUp(missing, surplus, (index, side) => this.meanings[side].of(index));
    if (this.manners.some(({ loosely }) => loosely) && missing.length <= LOOSELY_PAIRED && surplus.length <= LOOSELY_PAIRED) {
      surplus = surplus.filter((actual) => {
        const partner = missing.findIndex((expected) => this.areEqual(expected, actual));
        if (partner !== -1) missing = missing.toSpliced(partner, 1);
        return partner === -1;
      });
    }
    return { missing, surplus };
  }

  /** What is left of the rows when each has been paired with one that reads the same. */
  private pairUp(missing: number[], surplus: number[], read: (index: number, side: 'expected' | 'actual') => Row): [number[], number[]] {
    if (missing.length === 0 || surplus.length === 0) return [missing, surplus];
    const waiting = new RowGroups();
    for (const index of missing.toReversed()) waiting.add(read(index, 'expected'), index);
    const left = surplus.filter((index) => waiting.find(read(index, 'actual'))?.pop() === undefined);
    return [waiting.indexes().sort((a, b) => a - b), left];
  }

  private findOtherOrder(): RowDifference | undefined {
    const other = this.firstOther();
    if (other === -1) return undefined;
    const moved = this.expected.rows.flatMap((_, row) => (this.standsRight(row) ? [] : [row]));
    return { ...this.difference('order', `the ${plural(this.noun)} are the right ones, in another order: ${this.noun} ${other + 1} is ${this.words(this.actual, other)}, expected ${this.words(this.expected, other)}`, other, other, `${this.noun} ${other + 1}`), marks: markMoved(moved) };
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
    const { wanted, came, all } = this.comes('expected', missing);
    const message = came === 0 ? `${isMissing(missing.length, this.noun)} missing; ${theFirst(missing.length)} ${this.words(this.expected, first)}`
      : `the ${this.noun} ${this.words(this.expected, first)} comes ${times(came)}, expected ${times(wanted)}`;
    return this.difference(all ? `${missing.length} repeated too seldom` : `${missing.length} missing`, message, first, 0);
  }

  private surplusOnly(surplus: number[]): RowDifference {
    const first = surplus[0]!;
    if (this.expected.rows.length === 0) return this.difference(`${surplus.length} surplus`, `expected no ${plural(this.noun)}, got ${surplus.length.toLocaleString('en')}; the first is ${this.words(this.actual, first)}`, 0, first);
    const { wanted, came, all } = this.comes('actual', surplus);
    const message = wanted === 0 ? `${isMissing(surplus.length, this.noun)} too many; ${theFirst(surplus.length)} ${this.words(this.actual, first)}`
      : `the ${this.noun} ${this.words(this.actual, first)} comes ${times(came)}, expected ${times(wanted)}`;
    return this.difference(all ? `${surplus.length} repeated too often` : `${surplus.length} surplus`, message, 0, first, `${this.noun} ${first + 1}`);
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
    const differing = this.differing(pair.expected, pair.actual);
    const place = `${this.noun} ${pair.actual + 1}`;
    if (this.isWhole) {
      const isOnly = this.expected.rows.length === 1;
      const message = `${isOnly ? `the ${this.noun}` : place} is ${this.words(this.actual, pair.actual)}, expected ${this.words(this.expected, pair.expected)}`;
      return this.difference(kind, message, pair.expected, pair.actual, isOnly ? undefined : place);
    }
    const said = differing.slice(0, 3).map((index) => `${this.columnWords(index)} is ${valueWords(came[index] ?? null, this.actual.columns[index]!.type)}, expected ${valueWords(row[index] ?? null, this.expected.columns[index]!.type)}`);
    const others = missing.length > 1 ? ` (${count(missing.length, this.noun)} differ)` : '';
    return this.difference(kind, `${place}: ${said.join('; ')}${others}`, pair.expected, pair.actual, `${place}, ${this.columnWords(differing[0] ?? 0)}`);
  }

  /** The rows of both sides that most likely are meant to be the same: the only replies, in order the first rows, else those that share most values, and at least one. */
  private closest(missing: number[], surplus: number[]): { expected: number; actual: number } | undefined {
    if (this.isWhole && missing.length === 1 && surplus.length === 1) return { expected: missing[0]!, actual: surplus[0]! };
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
    return this.expected.rows.findIndex((_, row) => !this.standsRight(row));
  }

  private standsRight(row: number): boolean {
    return areWrittenAlike(this.expected.rows[row]!, this.actual.rows[row] ?? []) || this.areEqual(row, row);
  }

  private areEqual(expected: number, actual: number): boolean {
    return this.equalCells(expected, actual) === this.manners.length;
  }

  private equalCells(expected: number, actual: number): number {
    if (!this.expected.rows[expected] || !this.actual.rows[actual]) return 0;
    return this.manners.length - this.differing(expected, actual).length;
  }

  /** The columns, from 0, in which two rows differ. */
  private differing(expected: number, actual: number): number[] {
    const [row, came] = [this.meanings.expected.of(expected), this.meanings.actual.of(actual)];
    const areClose = ({ loosely }: Manner, index: number): boolean => {
      const [one, other] = [this.expected.rows[expected]?.[index] ?? null, this.actual.rows[actual]?.[index] ?? null];
      return one !== null && other !== null && (loosely?.(one, other) ?? false);
    };
    return this.manners.flatMap((manner, index) => (row[index] === came[index] || areClose(manner, index) ? [] : [index]));
  }

  /** The numbers of the columns that do not hold the same values overall, whichever rows they stand in; rows that have a partner add nothing. */
  private columnsThatDiffer(missing: number[], surplus: number[]): string {
    const [wanted, came] = [missing.map((row) => this.meanings.expected.of(row)), surplus.map((row) => this.meanings.actual.of(row))];
    const numbers = this.manners.flatMap((_, index) => (holdTheSame(wanted, came, index) ? [] : [index + 1]));
    return numbers.length === 0 ? 'other combinations' : `column ${numbers.join(', ')}`;
  }

  /** How often the first of these rows comes on either side, and whether all of them come on the other side, too. */
  private comes(side: 'expected' | 'actual', rows: number[]): { wanted: number; came: number; all: boolean } {
    const groups = { expected: new RowGroups(), actual: new RowGroups() };
    for (const one of ['expected', 'actual'] as const) for (const index of this[one].rows.keys()) groups[one].add(this.meanings[one].of(index), index);
    const [first, other] = [this.meanings[side].of(rows[0]!), groups[side === 'expected' ? 'actual' : 'expected']];
    return { wanted: groups.expected.find(first)?.length ?? 0, came: groups.actual.find(first)?.length ?? 0, all: rows.every((index) => other.find(this.meanings[side].of(index)) !== undefined) };
  }

  /** A reply, or a document that is no object: one value, which has no name. */
  private get isWhole(): boolean {
    return this.noun !== 'row' && this.manners.length === 1 && this.expected.columns[0]?.type !== 'field';
  }

  private words(result: ResultSet, index: number): string {
    const { columns: [column], rows } = result;
    return this.isWhole && column ? valueWords(rows[index]?.[0] ?? null, column.type) : `(${rowWords(result, index)})`;
  }

  private columnWords(index: number): string {
    const name = this.expected.columns[index]?.name ?? '';
    return name === '' || name === '?column?' ? `column ${index + 1}` : name;
  }

  private difference(kind: string, message: string, expectedRow: number, actualRow: number, path?: string): RowDifference {
    return { kind, message, expectedRow, actualRow, ...(path === undefined ? {} : { path }) };
  }
}

/** Whether a column holds the same values in as many rows of each side, in any order. */
function holdTheSame(wanted: Row[], came: Row[], column: number): boolean {
  if (wanted.length !== came.length) return false;
  if (wanted.every((row, index) => row[column] === came[index]![column])) return true;
  const counts = new Map<SqlValue, number>();
  for (const row of wanted) counts.set(row[column]!, (counts.get(row[column]!) ?? 0) + 1);
  return came.every((row) => {
    const left = (counts.get(row[column]!) ?? 0) - 1;
    counts.set(row[column]!, left);
    return left >= 0;
  });
}

function isPermutation(one: string[], other: string[]): boolean {
  return one.length === other.length && one.toSorted().every((name, index) => name === other.toSorted()[index]);
}

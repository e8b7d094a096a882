import type { ResultSet, SqlValue } from '../contract/observation.ts';
import type { Manner } from './sql-value.ts';

type Row = readonly SqlValue[];

/** The rows of one side as what their values mean: equal values are equal texts. Each row is looked into once, and only when it is asked for. */
export class RowMeanings {
  readonly #result: ResultSet;
  readonly #manners: readonly Manner[];
  readonly #side: 'expected' | 'actual';
  readonly #known: Row[] = [];

  constructor(result: ResultSet, manners: readonly Manner[], side: 'expected' | 'actual') {
    this.#result = result;
    this.#manners = manners;
    this.#side = side;
  }

  of(index: number): Row {
    return this.#known[index] ??= this.#read(this.#result.rows[index] ?? []);
  }

  #read(row: Row): Row {
    return this.#manners.map((manner, index) => {
      const value = row[index] ?? null;
      return value === null ? null : manner.key(value, this.#side);
    });
  }
}

/** Equal rows. `next` has the same hash and is another row. */
interface Group { row: Row; indexes: number[]; next: Group | undefined }

/** Rows by what stands in them. They are told apart by a number first: texts of whole rows would take several times as long to put together. */
export class RowGroups {
  readonly #groups = new Map<number, Group>();

  add(row: Row, index: number): void {
    const hash = hashOf(row);
    const first = this.#groups.get(hash);
    const group = find(first, row);
    if (group) group.indexes.push(index);
    else this.#groups.set(hash, { row, indexes: [index], next: first });
  }

  /** The indexes of the rows that equal this one, as they were added; the list may be taken from. */
  find(row: Row): number[] | undefined {
    return find(this.#groups.get(hashOf(row)), row)?.indexes;
  }

  /** All indexes that are left. */
  indexes(): number[] {
    const all: number[] = [];
    for (const first of this.#groups.values()) for (let group: Group | undefined = first; group; group = group.next) all.push(...group.indexes);
    return all;
  }
}

function find(first: Group | undefined, row: Row): Group | undefined {
  let group = first;
  while (group && !areWrittenAlike(group.row, row)) group = group.next;
  return group;
}

export function areWrittenAlike(row: Row, other: Row): boolean {
  if (row.length !== other.length) return false;
  for (let index = 0; index < row.length; index += 1) if (row[index] !== other[index]) return false;
  return true;
}

/** FNV-1a over UTF-16 units, with what no unit is behind each value: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(row: Row): number {
  let hash = 0x81_1c_9d_c5 | 0;
  for (const value of row) {
    if (value === null) {
      hash = Math.imul(hash ^ NOTHING, PRIME);
      continue;
    }
    for (let index = 0; index < value.length; index += 1) hash = Math.imul(hash ^ value.charCodeAt(index), PRIME);
    hash = Math.imul(hash ^ END, PRIME);
  }
  return hash;
}

const [PRIME, END, NOTHING] = [0x01_00_01_93, 0x1_00_00, 0x1_00_01];

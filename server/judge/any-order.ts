/** Which items could be paired with nothing, as indexes. */
export interface Unpaired { expected?: number; actual?: number }

/** More pairs than this are not tried: the memory they take would be ours. */
const PAIRS = 4_000_000;
/** Items that are no plain scalars; beyond it the search for a pairing could take seconds and a deep stack. */
const SEARCHED_ITEMS = 500;

export interface Pairing {
  /** The same text for two items that are certainly equal, undefined where only `equal` can tell. */
  key(item: unknown): string | undefined;
  equal(expectedIndex: number, actualIndex: number): boolean;
  /** Whether items of the program may stay without a partner. */
  allowMore: boolean;
}

/**
 * Pairs every expected item with an item of the program's own, whatever their order: scalars by their text, the rest by
 * augmenting paths (Kuhn), since a matcher may fit several items and a greedy choice could block a later one.
 * Returns undefined when everything has its partner, `'too-many'` when finding out would take too long.
 */
export function pair(expected: unknown[], actual: unknown[], pairing: Pairing): Unpaired | 'too-many' | undefined {
  const byKey = new Map<string, number[]>();
  actual.forEach((item, index) => {
    const key = pairing.key(item);
    if (key === undefined) return;
    const indexes = byKey.get(key);
    if (indexes) indexes.push(index);
    else byKey.set(key, [index]);
  });
  const taken = new Set<number>();
  const rest: number[] = [];
  expected.forEach((item, index) => {
    const key = pairing.key(item);
    const found = key === undefined ? undefined : byKey.get(key)?.pop();
    if (found === undefined) rest.push(index);
    else taken.add(found);
  });

  const free = actual.map((_, index) => index).filter((index) => !taken.has(index));
  if (rest.length > SEARCHED_ITEMS || rest.length * free.length > PAIRS) return 'too-many';
  const known = new Int8Array(rest.length * free.length);
  const fits = (row: number, column: number): boolean => {
    const at = row * free.length + column;
    if (known[at] === 0) known[at] = pairing.equal(rest[row] ?? -1, free[column] ?? -1) ? 1 : -1;
    return known[at] === 1;
  };
  const partnerOf = new Int32Array(free.length).fill(-1);
  const place = (row: number, seen: Uint8Array): boolean => {
    for (let column = 0; column < free.length; column += 1) {
      if (seen[column] === 1 || !fits(row, column)) continue;
      seen[column] = 1;
      const holder = partnerOf[column] ?? -1;
      if (holder === -1 || place(holder, seen)) {
        partnerOf[column] = row;
        return true;
      }
    }
    return false;
  };
  for (let row = 0; row < rest.length; row += 1) {
    if (!place(row, new Uint8Array(free.length))) {
      return { expected: rest[row], actual: free.find((_, column) => partnerOf[column] === -1) };
    }
  }
  if (pairing.allowMore) return undefined;
  const left = free.find((_, column) => partnerOf[column] === -1);
  return left === undefined ? undefined : { actual: left };
}

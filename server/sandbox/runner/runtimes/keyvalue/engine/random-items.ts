import type { Store } from './store.ts';

/** What an item of a list takes. */
const ITEM_BYTES = 16;

/** Some of the items by chance: at most `count` different ones, or exactly `-count`, among them the same again, when it is below zero. */
export function draw<T>(items: readonly T[], count: number, store: Store): T[] {
  if (items.length === 0) return [];
  if (count < 0) {
    store.need(-count * ITEM_BYTES);
    return Array.from({ length: -count }, () => items[store.randomBelow(items.length)]!);
  }
  const all = [...items];
  const wanted = Math.min(count, all.length);
  for (let at = 0; at < wanted; at += 1) {
    const other = at + store.randomBelow(all.length - at);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all.slice(0, wanted);
}

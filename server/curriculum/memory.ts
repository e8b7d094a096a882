/** Rendered pieces kept at a time: several whole curricula, and what a week of editing leaves behind, in a few MB. */
const KEPT = 4_000;

const kept = new Map<string, Promise<unknown>>();

/**
 * The value made for a key, made at most once while it is kept; the least recently used goes first. `make` must depend on
 * nothing but what the key says.
 */
export function remember<Made>(key: string, make: () => Promise<Made>): Promise<Made> {
  const known = kept.get(key) as Promise<Made> | undefined;
  const value = known ?? make();
  kept.delete(key);
  kept.set(key, value);
  // A failure is not worth keeping; whoever asked still receives it.
  if (!known) value.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return value;
}

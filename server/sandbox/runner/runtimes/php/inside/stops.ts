/** Thrown through PHP to end it from inside, where the program cannot catch it. */
export class Stop extends Error {
  readonly reason: 'output' | 'fibers';
  constructor(reason: 'output' | 'fibers') {
    super(reason);
    this.reason = reason;
  }
}

/** Switching stacks needs what WebAssembly does not have. */
export function stopForFibers(): never {
  throw new Stop('fibers');
}

/** Why PHP came to its end, other than by itself. */
export type Broken = 'output' | 'fibers' | 'recursion' | 'memory' | 'unknown';

export function broken(error: unknown): { broken: Broken; detail: string } {
  const { name, message } = error as Error;
  const detail = `${name}: ${message}`;
  if (error instanceof Stop) return { broken: error.reason, detail };
  if (error instanceof RangeError) return { broken: /call stack/.test(message) ? 'recursion' : 'memory', detail };
  // The stack that C keeps in the memory has run out of its room.
  if (/out of bounds/.test(message)) return { broken: 'recursion', detail };
  return { broken: 'unknown', detail };
}

/** Thrown through Postgres to end it from inside. */
export class Stop extends Error {
  readonly reason: 'output' | 'memory';
  constructor(reason: 'output' | 'memory') {
    super(reason);
    this.reason = reason;
  }
}

/** Postgres itself has come to an end. */
export class Broken extends Error {
  readonly reason: 'recursion' | 'ended';
  constructor(cause: unknown) {
    const { name, message } = cause as Error;
    super(`${name}: ${message}`, { cause });
    this.reason = cause instanceof RangeError || /out of bounds/.test(message) ? 'recursion' : 'ended';
  }
}

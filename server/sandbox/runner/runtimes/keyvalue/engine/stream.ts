/** An id as one number: milliseconds times 2^64 plus the sequence number. */
export type StreamId = bigint;

export interface StreamEntry { id: StreamId; /** Names and values by turns. */ fields: string[] }
/** An entry that was delivered to a consumer and not acknowledged yet. */
export interface Pending { consumer: Consumer; deliveredAt: number; deliveries: number }
export interface Consumer { name: string; seenAt: number }
export interface Group {
  lastId: StreamId;
  /** Undefined where nobody has counted. */
  entriesRead: number | undefined;
  pending: Map<StreamId, Pending>;
  consumers: Map<string, Consumer>;
}

const SEQUENCE_BITS = 64n;
export const MOST_SEQUENCE = 2n ** SEQUENCE_BITS - 1n;
export const MOST_ID: StreamId = 2n ** (2n * SEQUENCE_BITS) - 1n;

export function streamId(ms: bigint, sequence: bigint): StreamId {
  return (ms << SEQUENCE_BITS) | sequence;
}

export function millisecondsOf(id: StreamId): bigint {
  return id >> SEQUENCE_BITS;
}

export function sequenceOf(id: StreamId): bigint {
  return id & MOST_SEQUENCE;
}

export function idText(id: StreamId): string {
  return `${millisecondsOf(id)}-${sequenceOf(id)}`;
}

/** A log of entries with rising ids, and the groups that read it. */
export class Stream {
  entries: StreamEntry[] = [];
  lastId: StreamId = 0n;
  mostDeletedId: StreamId = 0n;
  entriesAdded = 0;
  readonly groups = new Map<string, Group>();

  copy(): Stream {
    const copy = new Stream();
    copy.entries = [...this.entries];
    copy.lastId = this.lastId;
    copy.mostDeletedId = this.mostDeletedId;
    copy.entriesAdded = this.entriesAdded;
    for (const [name, { lastId, entriesRead, pending, consumers }] of this.groups) {
      const theirs = new Map([...consumers].map(([one, { seenAt }]) => [one, { name: one, seenAt }]));
      const undone = new Map([...pending].map(([id, { consumer, deliveredAt, deliveries }]) => [id, { consumer: theirs.get(consumer.name)!, deliveredAt, deliveries }]));
      copy.groups.set(name, { lastId, entriesRead, pending: undone, consumers: theirs });
    }
    return copy;
  }

  add(id: StreamId, fields: string[]): void {
    this.entries.push({ id, fields });
    this.lastId = id;
    this.entriesAdded += 1;
  }

  /** The entries with ids from `from` to `to`, both included. */
  range(from: StreamId, to: StreamId): StreamEntry[] {
    return this.entries.slice(this.#firstFrom(from), this.#firstFrom(to + 1n));
  }

  find(id: StreamId): StreamEntry | undefined {
    const entry = this.entries[this.#firstFrom(id)];
    return entry?.id === id ? entry : undefined;
  }

  delete(id: StreamId): boolean {
    const at = this.#firstFrom(id);
    if (this.entries[at]?.id !== id) return false;
    this.entries.splice(at, 1);
    if (id > this.mostDeletedId) this.mostDeletedId = id;
    return true;
  }

  /** Removes the oldest entries, as many as are more than `most`. */
  trimTo(most: number): number {
    const removed = this.entries.splice(0, Math.max(0, this.entries.length - most));
    const last = removed.at(-1);
    if (last && last.id > this.mostDeletedId) this.mostDeletedId = last.id;
    return removed.length;
  }

  trimBefore(id: StreamId): number {
    return this.trimTo(this.entries.length - this.#firstFrom(id));
  }

  #firstFrom(id: StreamId): number {
    let from = 0;
    let to = this.entries.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.entries[middle]!.id < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

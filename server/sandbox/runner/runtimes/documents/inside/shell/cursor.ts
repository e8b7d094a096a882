import { MongoshUnimplementedError } from '../errors.ts';
import { copyOf } from '../intake.ts';
import { PRINTED, type Doc } from '../types.ts';

/** How many documents mongosh prints of a cursor before one asks for more with `it`. */
export const BATCH = 20;

/** Documents that are read when they are first asked for. */
export class Cursor {
  /** The method that made it. */
  readonly method: string;
  protected readonly read: () => Doc[];
  #left: Doc[] | undefined;
  #mapped: ((document: unknown) => unknown)[] = [];

  constructor(method: string, read: () => Doc[]) {
    this.method = method;
    this.read = read;
    Object.defineProperty(this, 'method', { enumerable: false });
    Object.defineProperty(this, 'read', { enumerable: false });
  }

  #documents(): Doc[] {
    this.#left ??= [...this.read()];
    return this.#left;
  }

  protected get hasBegun(): boolean {
    return this.#left !== undefined;
  }

  #given(document: Doc): unknown {
    return this.#mapped.reduce<unknown>((value, work) => work(value), copyOf(document));
  }

  hasNext(): boolean {
    return this.#documents().length > 0;
  }

  next(): unknown {
    const document = this.#documents().shift();
    return document === undefined ? null : this.#given(document);
  }

  tryNext(): unknown {
    return this.next();
  }

  toArray(): unknown[] {
    return this.#documents().splice(0).map((document) => this.#given(document));
  }

  /** The next of them, without taking them out. */
  peek(): unknown[] {
    return this.#documents().map((document) => this.#given(document));
  }

  skipTaken(count: number): void {
    this.#documents().splice(0, count);
  }

  forEach(work: (document: unknown) => unknown): void {
    for (const document of this) if (work(document) === false) break;
  }

  map(work: (document: unknown) => unknown): this {
    this.#mapped.push(work);
    return this;
  }

  itcount(): number {
    return this.toArray().length;
  }

  close(): void {
    this.#documents().length = 0;
  }

  isExhausted(): boolean {
    return !this.hasNext();
  }

  isClosed(): boolean {
    return !this.hasNext();
  }

  objsLeftInBatch(): number {
    return Math.min(this.#documents().length, 101);
  }

  pretty(): this { return this; }
  batchSize(_size: number): this { return this; }
  maxTimeMS(_ms: number): this { return this; }
  comment(_text: string): this { return this; }
  allowDiskUse(_allowed?: boolean): this { return this; }

  *[Symbol.iterator](): Generator<unknown> {
    while (this.hasNext()) yield this.next();
  }

  [PRINTED](): string {
    return `${this.constructor.name}(${this.method})`;
  }
}

export class AggregationCursor extends Cursor {
  readonly #explain: () => unknown;

  constructor(read: () => Doc[], explain: () => unknown) {
    super('aggregate', read);
    this.#explain = explain;
  }

  explain(): unknown {
    return this.#explain();
  }
}

/** What a find can still be told before its first document is read. */
export interface FindOptions { sort?: unknown; skip: number; limit: number; projection?: unknown; hint?: unknown }

export class FindCursor extends Cursor {
  readonly #options: FindOptions;
  readonly #count: (options: FindOptions) => number;
  readonly #explain: (options: FindOptions, verbosity: string) => unknown;

  constructor(options: FindOptions, parts: { read: (options: FindOptions) => Doc[]; count: (options: FindOptions) => number; explain: (options: FindOptions, verbosity: string) => unknown }) {
    super('find', () => parts.read(options));
    this.#options = options;
    this.#count = parts.count;
    this.#explain = parts.explain;
  }

  #set(change: Partial<FindOptions>): this {
    if (this.hasBegun) throw new Error('Cursor is already initialized');
    Object.assign(this.#options, change);
    return this;
  }

  sort(by: unknown): this { return this.#set({ sort: by }); }
  skip(count: number): this { return this.#set({ skip: Number(count) }); }
  limit(count: number): this { return this.#set({ limit: Number(count) }); }
  projection(fields: unknown): this { return this.#set({ projection: fields }); }
  hint(index: unknown): this { return this.#set({ hint: index }); }
  collation(): this { throw new MongoshUnimplementedError('cursor.collation()', 'texts are compared as they are; a regular expression with the flag i ignores case.'); }
  tailable(): this { throw new MongoshUnimplementedError('cursor.tailable()', 'a cursor ends where the documents end.'); }

  /** Without skip and limit, as the deprecated method counts. */
  count(): number { return this.#count({ ...this.#options, skip: 0, limit: 0 }); }
  size(): number { return this.#count(this.#options); }
  explain(verbosity: unknown = 'queryPlanner'): unknown { return this.#explain(this.#options, String(verbosity)); }
}

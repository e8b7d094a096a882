import type { Connection, Reply, Sender } from './connection.ts';
import { statementOf, type Fragment } from './fragments.ts';
import { readerOf, type Sent } from './values.ts';

/** What a statement answered: its rows, and beside them what else is known of it. */
export type Rows = Record<string, unknown>[] & { count: number; command: string; columns: { name: string; type: string }[]; statement: { string: string } };

/** How a statement came to be: text with gaps, or `raw`, a text that is taken as it stands. */
export interface Source { fragment: Fragment; raw?: { text: string; parameters: Sent[] | undefined } }

/**
 * A statement that is sent when somebody first waits for it, and never otherwise: so it can also be a part of another one.
 */
export class Query implements PromiseLike<Rows> {
  readonly fragment: Fragment;
  readonly #source: Source;
  readonly #connection: Connection;
  readonly #sender: Sender;
  /** Gets every answer to come, so that a transaction hears of statements that failed. */
  readonly #onSent: (answer: Promise<unknown>) => void;
  readonly #stack: string;
  #asLists = false;
  #simple: boolean;
  #answer: Promise<Rows> | undefined;

  constructor(source: Source, connection: Connection, sender: Sender, onSent: (answer: Promise<unknown>) => void) {
    this.#source = source;
    this.fragment = source.fragment;
    this.#simple = source.raw !== undefined && !source.raw.parameters;
    this.#connection = connection;
    this.#sender = sender;
    this.#onSent = onSent;
    this.#stack = new Error('here').stack ?? '';
    // What console.log shows is the statement, not how it is kept.
    Object.defineProperty(this, 'fragment', { enumerable: false });
  }

  /** Sends it now. */
  execute(): this {
    this.#start();
    return this;
  }

  /** Rows as lists of values. */
  values(): this {
    this.#asLists = true;
    return this;
  }

  /** As one message without parameters, which may hold several statements. */
  simple(): this {
    this.#simple = true;
    return this;
  }

  async forEach(visit: (row: Record<string, unknown>) => void): Promise<void> {
    for (const row of await this) visit(row);
  }

  // Whoever awaits it sends it: that is what it is for.
  // oxlint-disable-next-line unicorn/no-thenable
  then<Done = Rows, Failed = never>(done?: ((rows: Rows) => Done | PromiseLike<Done>) | null, failed?: ((error: unknown) => Failed | PromiseLike<Failed>) | null): Promise<Done | Failed> {
    return this.#start().then(done, failed); // oxlint-disable-line promise/no-callback-in-promise
  }

  catch<Failed = never>(failed?: ((error: unknown) => Failed | PromiseLike<Failed>) | null): Promise<Rows | Failed> {
    return this.#start().catch(failed);
  }

  finally(work?: (() => void) | null): Promise<Rows> {
    return this.#start().finally(work);
  }

  get [Symbol.toStringTag](): string {
    return 'Query';
  }

  #start(): Promise<Rows> {
    if (!this.#answer) {
      this.#answer = this.#run();
      this.#onSent(this.#answer);
    }
    return this.#answer;
  }

  async #run(): Promise<Rows> {
    const { text, parameters } = this.#source.raw ?? statementOf(this.#source.fragment);
    const simple = this.#simple && (parameters?.length ?? 0) === 0;
    const { results } = await this.#connection.execute(this.#sender, text, simple ? undefined : parameters ?? [], this.#stack);
    const read = results.map((result) => rowsOf(result, text, this.#asLists));
    if (read.length > 1) return read as unknown as Rows; // several statements: a list of what each answered
    return read[0] ?? rowsOf({ columns: [], rows: [], rowCount: 0, command: '', answersRows: false }, text, this.#asLists);
  }
}

function rowsOf({ columns, rows, rowCount, command }: Reply['results'][number], text: string, asLists: boolean): Rows {
  const readers = columns.map(({ type }) => readerOf(type));
  const valueAt = (row: (string | null)[], index: number): unknown => (row[index] === null ? null : readers[index]!(row[index]!));
  const list = rows.map((row) => {
    if (asLists) return columns.map((_, index) => valueAt(row, index));
    const record: Record<string, unknown> = {};
    columns.forEach(({ name }, index) => {
      if (name === '__proto__') Object.defineProperty(record, name, { value: valueAt(row, index), writable: true, enumerable: true, configurable: true });
      else record[name] = valueAt(row, index);
    });
    return record;
  });
  for (const [name, value] of Object.entries({ count: rowCount, command, columns, statement: { string: text } })) {
    Object.defineProperty(list, name, { value, writable: true, configurable: true, enumerable: false });
  }
  return list as unknown as Rows;
}

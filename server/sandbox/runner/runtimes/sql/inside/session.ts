import type { ResultSet } from '../../../../../contract/observation.ts';
import type { Machine } from './machine.ts';
import { preciseNow } from './platform.ts';
import { Stop } from './stops.ts';
import { copyRefused, copyRows, execute, Messages, query, type Column, type Ears, type Fields, type Parameter } from './wire.ts';

/** What one query message brought. */
export interface Answer {
  results: { result: ResultSet; types: number[]; answersRows: boolean; tag: string }[];
  error?: Fields;
  /** What COPY … TO STDOUT wrote. */
  copied: string;
}

/** Gets what Postgres says on the way. */
export interface Asides {
  notice(fields: Fields): void;
  notification(channel: string, payload: string): void;
}

const TYPES = 'SELECT oid, typname FROM pg_catalog.pg_type';
const QUIET: Asides = { notice() {}, notification() {} };

/** A conversation with Postgres. */
export class Session {
  /** Bytes that may still be answered; past them, a Stop ends it all. */
  room = Number.POSITIVE_INFINITY;
  asides: Asides = QUIET;
  /** I: between transactions, T: within one, E: within one that has failed. */
  status = 'I';
  readonly #machine: Machine;
  readonly #types = new Map<number, string>();
  #messages: Messages;
  #answer: Answer = { results: [], copied: '' };
  #columns: Column[] | undefined;
  #rows: (string | null)[][] = [];
  #rowsToCopy: string | undefined;
  #since = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#messages = new Messages(this.#ears());
  }

  /** Executes SQL as one query message. Throws Stop and Broken. */
  run(sql: string, rowsToCopy?: string): Answer {
    return this.#send(query(sql), rowsToCopy);
  }

  /** Executes one statement with parameters. Throws Stop and Broken. */
  runWith(sql: string, parameters: Parameter[]): Answer {
    return this.#send(execute(sql, parameters));
  }

  #send(message: Uint8Array, rowsToCopy?: string): Answer {
    this.#answer = { results: [], copied: '' };
    this.#columns = undefined;
    this.#rows = [];
    this.#rowsToCopy = rowsToCopy;
    this.#since = preciseNow();
    try {
      this.#machine.talk(message, (bytes) => this.#messages.push(bytes));
    } catch (error) {
      if (this.#machine.files.full) throw new Stop('memory');
      throw error;
    }
    if (this.#machine.files.full) throw new Stop('memory');
    return this.#answer;
  }

  /** The names of the types that exist from the beginning. */
  learnTypes(): void {
    for (const [oid, name] of this.run(TYPES).results[0]?.result.rows ?? []) this.#types.set(Number(oid), name!);
  }

  /** Names of types that were made since; call it when no transaction is open. */
  nameTypes(answers: Answer['results']): void {
    const unknown = new Set(answers.flatMap(({ types }) => types).filter((type) => !this.#types.has(type)));
    const found = new Map<number, string>();
    if (unknown.size > 0) {
      const { results } = this.run(`${TYPES} WHERE oid IN (${[...unknown].join(', ')})`);
      for (const [oid, name] of results[0]?.result.rows ?? []) found.set(Number(oid), name!);
    }
    for (const { result, types } of answers) {
      result.columns = result.columns.map(({ name }, index) => ({ name, type: this.#nameOf(types[index]!) ?? found.get(types[index]!) ?? 'unknown' }));
    }
  }

  #nameOf(type: number): string | undefined {
    return this.#types.get(type);
  }

  #ears(): Ears {
    return {
      columns: (columns) => {
        this.#columns = columns;
        this.#rows = [];
      },
      row: (values) => void this.#rows.push(values),
      size: (bytes) => {
        this.room -= bytes;
        if (this.room < 0) throw new Stop('output');
      },
      complete: (tag) => this.#complete(tag),
      error: (fields) => {
        this.#answer.error ??= fields;
      },
      notice: (fields) => this.asides.notice(fields),
      notification: (channel, payload) => this.asides.notification(channel, payload),
      copied: (text) => {
        this.#answer.copied += text;
      },
      copyWanted: () => {
        const rows = this.#rowsToCopy;
        this.#rowsToCopy = undefined;
        return rows === undefined ? copyRefused('there are no rows behind the statement') : copyRows(rows);
      },
      ready: (status) => {
        this.status = status;
      },
    };
  }

  #complete(tag: string): void {
    const now = preciseNow();
    const columns = this.#columns ?? [];
    const counted = / (\d+)$/.exec(tag);
    this.#answer.results.push({
      result: {
        columns: columns.map(({ name, type }) => ({ name, type: this.#nameOf(type) ?? '' })), rows: this.#rows,
        rowCount: counted ? Number(counted[1]) : this.#rows.length, command: tag.replace(/( \d+)+$/, ''), durationMs: now - this.#since,
      },
      types: columns.map(({ type }) => type), answersRows: this.#columns !== undefined, tag,
    });
    this.#columns = undefined;
    this.#rows = [];
    this.#since = now;
  }
}

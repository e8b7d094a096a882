import { print } from '../../../javascript/inside/harness.ts';
import { MongoServerError, OutputFull } from '../errors.ts';
import { Cursor, BATCH } from './cursor.ts';
import { openDatabase } from './database.ts';
import { defineGlobals } from './globals.ts';
import { cellsOf, printAlone, printValue } from './print.ts';
import { runQuietly, runScript, type Shown } from './script.ts';
import { ShellState } from './session.ts';

export interface Result { columns: { name: string; type: string }[]; rows: string[][]; rowCount: number; command: string; durationMs: number }

const COLUMNS = [{ name: 'document', type: 'document' }];
const DEFAULT_DATABASE = 'test';

/** A shell in its context: its globals, its data, and what it has answered. */
export class Shell {
  readonly state = new ShellState(() => new Date());
  #database = DEFAULT_DATABASE;
  #cursor: Cursor | undefined;
  #results: Result[] = [];
  #room = 0;
  #isQuiet = true;
  /** The script was ended because it answered too much. */
  isFull = false;
  #since = Date.now();

  constructor() {
    defineGlobals({ use: (name: unknown) => this.#use(String(name)), show: (what: unknown) => this.#list(String(what)) });
    this.#use(DEFAULT_DATABASE);
  }

  /** As if nobody had been here before: what the script has made of `db` is forgotten. */
  beginAnew(): void {
    this.#use(this.#database);
  }

  /** As in a new context: no data, ids from the first one on. */
  startOver(): void {
    this.state.startOver();
    this.#cursor = undefined;
    this.#use(DEFAULT_DATABASE);
  }

  get database(): string {
    return this.#database;
  }

  /** Goes on with another's data; see Store.dump. */
  load(dump: string, database: string): void {
    this.state.store.load(dump);
    this.#use(database);
  }

  /** Runs without showing anything; what the script declares is gone afterwards. */
  prepare(code: string, fileName: string): void {
    runQuietly(code, fileName, (...words) => this.#command(words));
  }

  /** Runs without printing anything. Returns what the statements answered. */
  quietly(code: string, fileName: string, room: number): Result[] {
    return this.#run(code, fileName, room, true);
  }

  /** Runs the learner's script, and prints what mongosh would. `results` grows as it runs. */
  run(code: string, fileName: string, room: number, results: Result[]): void {
    this.#run(code, fileName, room, false, results);
  }

  #run(code: string, fileName: string, room: number, isQuiet: boolean, results: Result[] = []): Result[] {
    this.#results = results;
    this.#room = room;
    this.#isQuiet = isQuiet;
    this.#cursor = undefined;
    this.#since = Date.now();
    const shown: Shown = { show: (value) => this.#show(value), command: (...words) => this.#command(words) };
    runScript(code, fileName, shown);
    return results;
  }

  #command([word, name = '']: string[]): void {
    if (word === 'use') this.#print(this.#use(name));
    else if (word === 'show') this.#print(this.#list(name));
    else this.#showBatch();
  }

  #use(name: string): string {
    this.#database = name;
    Object.defineProperty(globalThis, 'db', { value: openDatabase(this.state, name), writable: true, configurable: true, enumerable: false });
    return `switched to db ${name}`;
  }

  #list(what: string): string {
    if (what === 'collections' || what === 'tables') return this.state.store.collectionNames(this.#database).join('\n');
    if (what === 'dbs' || what === 'databases') return this.state.store.names().join('\n');
    throw new MongoServerError(2, `'${what}' is not a valid argument for "show": collections and dbs are.`);
  }

  #print(text: string): void {
    if (!this.#isQuiet && text !== '') print('stdout', `${text}\n`);
  }

  /** Takes the value of a statement: notes it as a result, and prints it. */
  #show(value: unknown): void {
    const command = value instanceof Cursor ? value.method : this.state.method;
    this.state.method = '';
    const since = this.#since;
    if (this.isFull) throw new OutputFull();
    if (value === undefined) return;
    const rows = cellsOf(value).map((cell) => [cell]);
    this.#room -= rows.reduce((total, [cell]) => total + cell!.length, 0);
    if (this.#room < 0) {
      this.isFull = true;
      throw new OutputFull();
    }
    this.#results.push({ columns: COLUMNS, rows, rowCount: rows.length, command, durationMs: Date.now() - since });
    this.#since = Date.now();
    if (this.#isQuiet) return;
    if (value instanceof Cursor) {
      this.#cursor = value;
      this.#showBatch();
    } else this.#print(printAlone(value));
  }

  /** The next documents of the cursor that was shown last. */
  #showBatch(): void {
    const documents = this.#cursor?.peek() ?? [];
    if (documents.length === 0) return;
    this.#cursor!.skipTaken(BATCH);
    this.#print(printValue(documents.slice(0, BATCH)));
    if (documents.length > BATCH) this.#print('Type "it" for more');
  }
}

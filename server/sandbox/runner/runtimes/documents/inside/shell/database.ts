import { MongoServerError, MongoshUnimplementedError } from '../errors.ts';
import { takeIn, takeQuery, copyOf } from '../intake.ts';
import type { CollectionOptions } from '../store/collection-data.ts';
import { isDoc, PRINTED, type Doc } from '../types.ts';
import { openCollection, type Collection } from './collection.ts';
import { AggregationCursor } from './cursor.ts';
import { required, type ShellState } from './session.ts';

const CREATE_OPTIONS = new Set(['validator', 'validationLevel', 'validationAction', 'capped', 'size', 'max', 'comment', 'timeseries', 'expireAfterSeconds', 'clusteredIndex', 'collation', 'viewOn', 'pipeline']);
const NOT_HERE = ['timeseries', 'clusteredIndex', 'collation', 'viewOn'];

/** A database as mongosh offers it: https://www.mongodb.com/docs/mongodb-shell/reference/methods/#database-methods */
export class Database {
  readonly #state: ShellState;
  readonly #name: string;

  constructor(state: ShellState, name: string) {
    this.#state = state;
    this.#name = name;
  }

  getName(): string { return this.#name; }
  getCollection(name?: unknown): Collection {
    required(name, 0, 'Database.getCollection');
    if (typeof name !== 'string' || name === '') throw new MongoServerError(73, `Invalid collection name: ${String(name)}`);
    return openCollection({ state: this.#state, database: this.#name, name });
  }
  getSiblingDB(name: string): Database { return openDatabase(this.#state, String(name)); }
  getMongo(): Mongo { return new Mongo(this.#state); }

  getCollectionNames(): string[] {
    this.#state.method = 'getCollectionNames';
    return this.#state.store.collectionNames(this.#name);
  }

  getCollectionInfos(filter: unknown = {}): unknown[] {
    this.#state.method = 'getCollectionInfos';
    const wanted = isDoc(filter) ? filter.name : undefined;
    return this.#state.store.collectionNames(this.#name).filter((name) => wanted === undefined || wanted === name)
      .map((name) => ({ name, type: 'collection', options: copyOf(this.#state.store.find(this.#name, name)!.options), idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }));
  }

  createCollection(name?: unknown, given: unknown = {}): object {
    this.#state.method = 'createCollection';
    required(name, 0, 'Database.createCollection');
    const options = takeQuery(given) as Doc;
    for (const option of Object.keys(options)) {
      if (!CREATE_OPTIONS.has(option)) throw new MongoServerError(40415, `BSON field 'create.${option}' is an unknown field.`);
      if (NOT_HERE.includes(option)) throw new MongoshUnimplementedError(`createCollection with ${option}`, 'a plain collection serves here.');
    }
    if (options.validator !== undefined) this.#checkValidator(options.validator);
    this.#state.store.create(this.#name, String(name), options as CollectionOptions);
    return { ok: 1 };
  }

  #checkValidator(validator: unknown): void {
    // Compiles it once, so that a mistake in it is told now.
    this.#state.aggregate(this.#name, [], [{ $match: validator }]);
  }

  dropDatabase(): object {
    this.#state.method = 'dropDatabase';
    this.#state.store.dropDatabase(this.#name);
    return { ok: 1, dropped: this.#name };
  }

  aggregate(pipeline: unknown): AggregationCursor {
    this.#state.method = 'aggregate';
    const documents = this.#state.aggregate(this.#name, [], takeQuery(pipeline));
    return new AggregationCursor(() => documents, () => ({ ok: 1 }));
  }

  /** The commands that lessons need, and no others. */
  runCommand(given: unknown): object {
    this.#state.method = 'runCommand';
    const command = typeof given === 'string' ? { [given]: 1 } : takeQuery(given) as Doc;
    const name = Object.keys(command)[0] ?? '';
    switch (name) {
      case 'ping': return { ok: 1 };
      case 'collMod': {
        const { collMod, ...options } = command;
        if (options.validator !== undefined) this.#checkValidator(options.validator);
        this.#state.store.setOptions(this.#name, String(collMod), takeIn(options) as CollectionOptions);
        return { ok: 1 };
      }
      case 'listCollections': return { cursor: { id: 0, ns: `${this.#name}.$cmd.listCollections`, firstBatch: this.getCollectionInfos() }, ok: 1 };
      default: throw new MongoshUnimplementedError(`db.runCommand({ ${name}: … })`, 'use the method of the same purpose, such as db.collection.find().');
    }
  }

  version(): string { return '8.0.0'; }

  [PRINTED](): string { return this.#name; }
}

const missing: Record<string, string> = {
  watch: 'nothing else changes the data while your code runs.', createView: 'keep the pipeline in a variable and run aggregate() with it.', adminCommand: 'there is no server to administer.', stats: 'use getCollectionNames() and countDocuments().',
  createUser: 'there are no users here.', auth: 'there are no users here.', createRole: 'there are no users here.', currentOp: 'nothing else runs here.', killOp: 'nothing else runs here.', serverStatus: 'there is no server here.',
  setProfilingLevel: 'nothing is measured here.', getUsers: 'there are no users here.', help: 'the lesson and the manual of mongosh describe the methods.', hello: 'there is no server here.', cloneDatabase: 'use $out or $merge.',
};
for (const name of Object.keys(missing)) {
  Object.defineProperty(Database.prototype, name, {
    value() { throw new MongoshUnimplementedError(`db.${name}()`, missing[name]!); }, configurable: true, writable: true,
  });
}

/** The database, of which any other name is a collection. */
export function openDatabase(state: ShellState, name: string): Database {
  const database = new Database(state, name);
  return new Proxy(database, {
    get(own, key) {
      if (typeof key === 'symbol' || key in own) {
        const value: unknown = Reflect.get(own, key, own);
        return typeof value === 'function' && key !== 'constructor' ? (value as (...args: unknown[]) => unknown).bind(own) : value;
      }
      return own.getCollection(key);
    },
  });
}

/** The connection. */
export class Mongo {
  readonly #state: ShellState;
  constructor(state: ShellState) {
    this.#state = state;
  }
  getDB(name: string): Database { return openDatabase(this.#state, name); }
  getDBNames(): string[] { return this.#state.store.names(); }
  startSession(): Session { return new Session(this.#state); }
  [PRINTED](): string { return 'Mongo'; }
}

/** A session whose transactions can be taken back as a whole. Nobody else is here to see what they have not committed. */
export class Session {
  readonly #state: ShellState;
  #before: ReturnType<ShellState['store']['snapshot']> | undefined;
  readonly #takeBack = (): void => this.abortTransaction();

  constructor(state: ShellState) {
    this.#state = state;
  }

  getDatabase(name: string): Database { return openDatabase(this.#state, name); }

  startTransaction(): void {
    if (this.#before) throw new MongoServerError(251, 'Transaction already in progress');
    this.#before = this.#state.store.snapshot();
    this.#state.noteOpen(this.#takeBack);
  }

  commitTransaction(): void {
    if (!this.#before) throw new MongoServerError(251, 'No transaction started');
    this.#before = undefined;
    this.#state.noteEnded(this.#takeBack);
  }

  abortTransaction(): void {
    if (!this.#before) throw new MongoServerError(251, 'No transaction started');
    this.#state.store.restore(this.#before);
    this.#before = undefined;
    this.#state.noteEnded(this.#takeBack);
  }

  withTransaction(work: (session: Session) => unknown): unknown {
    this.startTransaction();
    try {
      const value = work(this);
      if (this.#before) this.commitTransaction();
      return value;
    } catch (error) {
      if (this.#before) this.abortTransaction();
      throw error;
    }
  }

  endSession(): void {
    if (this.#before) this.abortTransaction();
  }

  [PRINTED](): string { return 'Session'; }
}

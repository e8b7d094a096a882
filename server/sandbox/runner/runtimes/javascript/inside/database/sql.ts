import { Connection, type Sender } from './connection.ts';
import { misuse, PostgresError } from './errors.ts';
import { Fragment, Helper, Identifier } from './fragments.ts';
import { Query, type Source } from './query.ts';
import { json, sentOf, Typed } from './values.ts';

type Work = (sql: Sql) => unknown;

/** The tag, and what hangs on it; written down for learners in web/islands/sandbox-modules.d.ts.txt. */
export interface Sql {
  (strings: TemplateStringsArray, ...values: unknown[]): Query;
  (name: string): Identifier;
  (first: unknown, ...columns: unknown[]): Helper;
  unsafe(text: string, parameters?: unknown[]): Query;
  json(value: unknown): Typed;
  array(items: unknown[]): unknown[];
  typed(value: unknown, type: number): Typed;
  [more: string]: unknown;
}

const ABSENT: Record<string, string> = {
  listen: 'a program here has one connection and ends with its case', subscribe: 'there is no replication here', file: 'programs here have no files',
  largeObject: 'use a bytea column', cancel: 'statements are over when their answer is there',
};

/** A query failed within a transaction: with what, whether or not the program caught it. */
interface Heard { failure?: unknown }

export function openSql(): Sql {
  const connection = new Connection();
  const root: Sender = { over: false, name: 'the connection', remedy: '' };
  const sql = tagFor(connection, root);
  return Object.assign(sql, {
    begin: (first: string | Work, second?: Work) => transaction(connection, typeof first === 'string' ? first : '', second ?? first as Work),
    reserve: async () => {
      const sender: Sender = { over: false, name: 'what sql.reserve() gave', remedy: 'Call release() on it when it is done.' };
      await connection.acquire(sender);
      return Object.assign(tagFor(connection, sender), { release: () => connection.release(sender) });
    },
    end: async () => {
      root.over = true;
    },
    close: async () => {
      root.over = true;
    },
    options: { max: 1 }, PostgresError,
  });
}

function tagFor(connection: Connection, sender: Sender, heard: Heard = {}): Sql {
  const onSent = (answer: Promise<unknown>): void => {
    if (sender.name === TRANSACTION) void answer.catch((error: unknown) => { heard.failure ??= error; });
  };
  const tag = (first: unknown, ...more: unknown[]): Query | Identifier | Helper => {
    if (Array.isArray(first) && 'raw' in first) return new Query({ fragment: new Fragment(first as string[], more) }, connection, sender, onSent);
    return typeof first === 'string' && more.length === 0 ? new Identifier(first) : new Helper(first, more);
  };
  const absent = Object.entries(ABSENT).map(([name, why]) => [name, () => { throw misuse('NOT_AVAILABLE', `sql.${name} is not available here: ${why}.`); }]);
  return Object.assign(tag as Sql, Object.fromEntries(absent), {
    unsafe: (text: string, parameters?: unknown[]) => new Query(unsafe(String(text), parameters), connection, sender, onSent),
    json, array: (items: unknown[]) => items, typed: (value: unknown, type: number) => new Typed(value, type),
    notify: (channel: string, payload: unknown) => tag(Object.assign(['select pg_notify(', ', ', ')'], { raw: [] }), channel, String(payload)),
  });
}

function unsafe(text: string, parameters: unknown[] = []): Source {
  return { fragment: new Fragment([text], []), raw: { text, parameters: parameters.length > 0 ? parameters.map((value) => sentOf(value)) : undefined } };
}

const TRANSACTION = 'the transaction';
const REMEDY = 'Inside sql.begin(…), write every statement with the sql that begin gives you: sql.begin(async (sql) => { await sql`…`; }).';

/** BEGIN, what `work` does with its own sql, then COMMIT; ROLLBACK if it throws, or if one of its statements has failed. */
async function transaction(connection: Connection, options: string, work: Work): Promise<unknown> {
  const sender: Sender = { over: false, name: TRANSACTION, remedy: REMEDY };
  await connection.acquire(sender);
  try {
    const heard: Heard = {};
    const sql = tagFor(connection, sender, heard);
    await send(connection, sender, `BEGIN ${options.replace(/[^\w\s,]/g, '')}`.trim());
    let count = 0;
    const savepoint = async (first: string | Work, second?: Work): Promise<unknown> => {
      count += 1;
      const name = typeof first === 'string' ? first : `s${count}`;
      await send(connection, sender, `SAVEPOINT ${new Identifier(name).text}`);
      const inner: Heard = {};
      const innerSql = Object.assign(tagFor(connection, sender, inner), { savepoint });
      return attempt(second ?? first as Work, innerSql, inner, {
        keep: `RELEASE SAVEPOINT ${new Identifier(name).text}`, undo: `ROLLBACK TO SAVEPOINT ${new Identifier(name).text}`, connection, sender,
      });
    };
    return await attempt(work, Object.assign(sql, { savepoint }), heard, { keep: 'COMMIT', undo: 'ROLLBACK', connection, sender });
  } finally {
    connection.release(sender);
  }
}

async function attempt(work: Work, sql: Sql, heard: Heard, { keep, undo, connection, sender }: { keep: string; undo: string; connection: Connection; sender: Sender }): Promise<unknown> {
  let result: unknown;
  try {
    const given = work(sql);
    result = await (Array.isArray(given) ? Promise.all(given) : given);
    if ('failure' in heard) throw heard.failure;
  } catch (error) {
    await send(connection, sender, undo).catch(() => {}); // what went wrong first is what counts
    const came = error instanceof PostgresError && error.code === '25P02' && heard.failure ? heard.failure : error;
    throw came;
  }
  await send(connection, sender, keep);
  return result;
}

async function send(connection: Connection, sender: Sender, sql: string): Promise<void> {
  await connection.execute(sender, sql, undefined, '');
}

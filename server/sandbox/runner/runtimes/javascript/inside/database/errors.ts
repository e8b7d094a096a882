/** Parts of an error as Postgres sends them, by their letters: https://www.postgresql.org/docs/current/protocol-error-fields.html */
export type Fields = Record<string, string>;

const NAMES: Record<string, string> = {
  V: 'severity', C: 'code', D: 'detail', H: 'hint', P: 'position', W: 'where', s: 'schema_name', t: 'table_name', c: 'column_name', d: 'data_type_name', n: 'constraint_name',
};

/** An error that Postgres answered; `code` is its SQLSTATE, such as `23505`. */
export class PostgresError extends Error {
  declare code: string;
  declare query: string;
  constructor(fields: Fields, query: string, stack: string) {
    super(fields.M ?? 'Postgres answered an error without words');
    for (const [letter, name] of Object.entries(NAMES)) if (fields[letter] !== undefined) (this as Record<string, unknown>)[name] = fields[letter];
    define(this, 'query', query);
    define(this, 'stack', `PostgresError: ${this.message}${framesOf(stack)}`);
  }
}
Object.defineProperty(PostgresError.prototype, 'name', { value: 'PostgresError', writable: true, configurable: true });

/** An error of the library itself, before or instead of asking Postgres; `code` says which, such as `UNDEFINED_VALUE`. */
export function misuse(code: string, message: string): Error & { code: string } {
  return Object.assign(new Error(message), { code });
}

/** The frames of a stack, without the line that says what happened: where in the learner's code a statement was written. */
function framesOf(stack: string): string {
  const at = stack.indexOf('\n    at ');
  return at < 0 ? '' : stack.slice(at);
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

import { inspect } from 'node:util';
import { clip } from './print.ts';

// Documents as mongosh prints them, from relaxed Extended JSON: https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/.
// A cell may come from a hostile program, so that everything about it is bounded.

const BOUNDS = { depth: 12, maxArrayLength: 50, maxStringLength: 500, compact: 3, breakLength: 80 };
const CHARACTERS = 2_000;
/** Longer cells than this are not taken apart. */
const CELL_CHARACTERS = 200_000;
const FIELDS = 200;

/** A cell of relaxed Extended JSON, as mongosh prints it. Never throws. */
export function printDocument(cell: string): string {
  if (cell.length > CELL_CHARACTERS) return clip(cell, CHARACTERS);
  try {
    return clip(inspect(shownAs(JSON.parse(cell), BOUNDS.depth), BOUNDS), CHARACTERS);
  } catch {
    return clip(cell, CHARACTERS);
  }
}

/** A value that is printed as a text of its own, such as `ObjectId('…')`. */
class Printed {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  [inspect.custom](): string {
    return this.#text;
  }
}

function shownAs(json: unknown, depth: number): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (depth < 0) return new Printed(Array.isArray(json) ? '[Array]' : '[Object]');
  if (Array.isArray(json)) return json.map((item) => shownAs(item, depth - 1));
  const fields = Object.keys(json);
  const text = fields.length === 1 ? textOf(fields[0]!, (json as Record<string, unknown>)[fields[0]!]) : undefined;
  if (text !== undefined) return new Printed(text);
  const shown: Record<string, unknown> = {};
  for (const field of fields.slice(0, FIELDS)) {
    Object.defineProperty(shown, field, { value: shownAs((json as Record<string, unknown>)[field], depth - 1), enumerable: true });
  }
  if (fields.length > FIELDS) Object.defineProperty(shown, '…', { value: new Printed(`${fields.length - FIELDS} more fields`), enumerable: true });
  return shown;
}

/** What a tag of Extended JSON stands for; undefined when it is a field like any other. */
function textOf(tag: string, held: unknown): string | undefined {
  const parts = (typeof held === 'object' && held !== null ? held : {}) as Record<string, unknown>;
  const text = typeof held === 'string' ? held : '';
  switch (tag) {
    case '$oid': return `ObjectId('${text}')`;
    case '$date': return `ISODate('${iso(held, parts)}')`;
    case '$numberLong': return `Long('${text}')`;
    case '$numberDecimal': return `Decimal128('${text}')`;
    case '$numberDouble': case '$numberInt': return text === '-0.0' ? '-0' : text;
    case '$uuid': return `UUID('${text}')`;
    case '$binary': return `Binary.createFromBase64('${String(parts.base64)}', ${parseInt(String(parts.subType), 16)})`;
    case '$timestamp': return `Timestamp({ t: ${String(parts.t)}, i: ${String(parts.i)} })`;
    case '$regularExpression': return `/${String(parts.pattern)}/${String(parts.options)}`;
    case '$minKey': return 'MinKey()';
    case '$maxKey': return 'MaxKey()';
    case '$undefined': return 'undefined';
    case '$code': return `[Function${text === '' ? '' : `: ${text}`}]`;
    default: return undefined;
  }
}

function iso(held: unknown, parts: Record<string, unknown>): string {
  const date = new Date(typeof held === 'string' ? held : Number(parts.$numberLong));
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}

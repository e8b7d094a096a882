import { fromUtf8, toUtf8 } from '../../javascript/inside/encoding.ts';

// Postgres's protocol, as far as it is spoken here: https://www.postgresql.org/docs/current/protocol-message-formats.html

/** Fields of an error or notice, by their letters: https://www.postgresql.org/docs/current/protocol-error-fields.html */
export type Fields = Record<string, string>;

export interface Column { name: string; type: number }

/** What gets the messages; returned bytes are sent at once. */
export interface Ears {
  columns(columns: Column[]): void;
  row(values: (string | null)[]): void;
  /** A message of that many bytes begins; throws when it is not wanted. */
  size(bytes: number): void;
  complete(tag: string): void;
  error(fields: Fields): void;
  notice(fields: Fields): void;
  notification(channel: string, payload: string): void;
  /** Rows as COPY writes them. */
  copied(text: string): void;
  /** It waits for rows to copy. */
  copyWanted(): Uint8Array;
  /** I: between transactions, T: within one, E: within one that has failed. */
  ready(status: string): void;
}

const HEAD = 5;
/** Codes of https://www.postgresql.org/docs/current/protocol-message-formats.html */
const code = (letter: string): number => letter.charCodeAt(0);
const KNOWN = { columns: code('T'), row: code('D'), complete: code('C'), error: code('E'), notice: code('N'), notification: code('A'), copied: code('d'), copyIn: code('G'), ready: code('Z') };

/** Takes a stream of messages apart, however it is cut. */
export class Messages {
  readonly #ears: Ears;
  #rest = new Uint8Array();
  #announced = false;

  constructor(ears: Ears) {
    this.#ears = ears;
  }

  push(bytes: Uint8Array): Uint8Array | undefined {
    let all = bytes;
    if (this.#rest.length > 0) {
      all = new Uint8Array(this.#rest.length + bytes.length);
      all.set(this.#rest);
      all.set(bytes, this.#rest.length);
    }
    const view = new DataView(all.buffer, all.byteOffset, all.length);
    let at = 0;
    let answer: Uint8Array | undefined;
    while (at + HEAD <= all.length) {
      const end = at + 1 + view.getInt32(at + 1);
      if (!this.#announced) this.#ears.size(end - at);
      this.#announced = end > all.length;
      if (this.#announced) break;
      answer = this.#read(all, view, at, end) ?? answer;
      at = end;
    }
    this.#rest = all.slice(at);
    return answer;
  }

  #read(bytes: Uint8Array, view: DataView, start: number, end: number): Uint8Array | undefined {
    let at = start + HEAD;
    const text = (): string => {
      const zero = bytes.indexOf(0, at);
      const found = decode(bytes, at, zero);
      at = zero + 1;
      return found;
    };
    const fields = (): Fields => {
      const found: Fields = {};
      while (at < end && bytes[at] !== 0) {
        const letter = String.fromCharCode(bytes[at++]!);
        found[letter] = text();
      }
      return found;
    };
    switch (bytes[start]) {
      case KNOWN.columns: {
        const columns: Column[] = [];
        const count = view.getInt16(at);
        at += 2;
        for (let index = 0; index < count; index += 1) {
          const name = text();
          columns.push({ name, type: view.getUint32(at + 6) });
          at += 18; // table, place in it, type, its size, its modifier, format
        }
        this.#ears.columns(columns);
        return undefined;
      }
      case KNOWN.row: {
        const values: (string | null)[] = [];
        const count = view.getInt16(at);
        at += 2;
        for (let index = 0; index < count; index += 1) {
          const length = view.getInt32(at);
          at += 4;
          values.push(length < 0 ? null : decode(bytes, at, at + length));
          at += Math.max(0, length);
        }
        this.#ears.row(values);
        return undefined;
      }
      case KNOWN.complete: this.#ears.complete(text()); return undefined;
      case KNOWN.error: this.#ears.error(fields()); return undefined;
      case KNOWN.notice: this.#ears.notice(fields()); return undefined;
      case KNOWN.notification: {
        at += 4;
        const channel = text();
        this.#ears.notification(channel, text());
        return undefined;
      }
      case KNOWN.copied: this.#ears.copied(decode(bytes, at, end)); return undefined;
      case KNOWN.copyIn: return this.#ears.copyWanted();
      case KNOWN.ready: this.#ears.ready(String.fromCharCode(bytes[at]!)); return undefined;
      default: return undefined;
    }
  }
}

/** Characters that are made from codes at once: as many arguments as any call takes. */
const AT_ONCE = 8_192;

/** Text of nothing but ASCII, as most is, needs no decoding: several times faster. */
function decode(bytes: Uint8Array, from: number, to: number): string {
  let at = from;
  while (at < to && bytes[at]! < 0x80) at += 1;
  if (at < to) return fromUtf8(bytes.subarray(from, to))!;
  let text = '';
  for (let start = from; start < to; start += AT_ONCE) text += String.fromCharCode.apply(undefined, bytes.subarray(start, Math.min(to, start + AT_ONCE)) as unknown as number[]);
  return text;
}

/** Asks for statements to be executed. */
export function query(sql: string): Uint8Array {
  return message('Q', sql);
}

/** A parameter of a statement: its value as text, null for NULL, and its type's number, 0 when Postgres is to find out. */
export interface Parameter { value: string | null; type: number }

/** Asks for one statement to be executed with parameters, which are never part of its text: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY */
export function execute(sql: string, parameters: Parameter[]): Uint8Array {
  const parse = new Body().text('').text(sql).int16(parameters.length);
  for (const { type } of parameters) parse.int32(type);
  const bind = new Body().text('').text('').int16(0).int16(parameters.length);
  for (const { value } of parameters) bind.value(value);
  bind.int16(0); // every column as text
  return joined([
    framed('P', parse), framed('B', bind), framed('D', new Body().raw('P').text('')), framed('E', new Body().text('').int32(0)), framed('S', new Body()),
  ]);
}

/** The inside of a message, put together piece by piece. */
class Body {
  readonly pieces: Uint8Array[] = [];

  raw(text: string): this {
    this.pieces.push(toUtf8(text));
    return this;
  }

  text(text: string): this {
    this.pieces.push(toUtf8(`${withoutZeros(text)}\0`));
    return this;
  }

  int16(value: number): this {
    return this.#number(2, (view) => view.setUint16(0, value));
  }

  int32(value: number): this {
    return this.#number(4, (view) => view.setInt32(0, value));
  }

  value(value: string | null): this {
    if (value === null) return this.int32(-1);
    const bytes = toUtf8(value);
    this.int32(bytes.length);
    this.pieces.push(bytes);
    return this;
  }

  #number(bytes: number, write: (view: DataView) => void): this {
    const piece = new Uint8Array(bytes);
    write(new DataView(piece.buffer));
    this.pieces.push(piece);
    return this;
  }
}

function framed(letter: string, { pieces }: Body): Uint8Array {
  const head = new Uint8Array(HEAD);
  head[0] = code(letter);
  new DataView(head.buffer).setInt32(1, pieces.reduce((sum, { length }) => sum + length, HEAD - 1));
  return joined([head, ...pieces]);
}

function joined(pieces: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Rows for COPY, and that there are no more. */
export function copyRows(rows: string): Uint8Array {
  const data = message('d', rows, false);
  const done = message('c', '', false);
  const all = new Uint8Array(data.length + done.length);
  all.set(data);
  all.set(done, data.length);
  return all;
}

export function copyRefused(why: string): Uint8Array {
  return message('f', why);
}

/** A zero within the text would end it; Postgres has none in its text, so what stands there is refused as it refuses other bad text. */
const withoutZeros = (text: string): string => text.replaceAll('\0', '\uFFFD');

function message(letter: string, text: string, ended = true): Uint8Array {
  const body = toUtf8(withoutZeros(text));
  const bytes = new Uint8Array(HEAD + body.length + (ended ? 1 : 0));
  bytes[0] = code(letter);
  new DataView(bytes.buffer).setInt32(1, bytes.length - 1);
  bytes.set(body, HEAD);
  return bytes;
}

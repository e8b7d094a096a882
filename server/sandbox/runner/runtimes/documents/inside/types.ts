// The types of BSON that JavaScript lacks, as mongosh offers them: https://www.mongodb.com/docs/mongodb-shell/reference/data-types/

/** Under this name a class says how its objects are printed. */
export const PRINTED: unique symbol = Symbol.for('nodejs.util.inspect.custom');

const HEX_24 = /^[0-9a-f]{24}$/i;

let made = 0;

/** How many ids have been made; a context that goes on where another ended begins with its figure. */
export function idsMade(): number {
  return made;
}

export function goOnAfter(ids: number): void {
  made = ids;
}

/** Seconds of 2026-01-01, and five bytes that stand where a server puts a random value: ids are the same in every run of a program. */
const ID_START = '695ab6006762776f72';

export class ObjectId {
  /** 24 hexadecimal digits. */
  readonly hex: string;

  constructor(hex?: string | ObjectId) {
    if (hex === undefined) {
      made += 1;
      this.hex = ID_START + (made & 0xffffff).toString(16).padStart(6, '0');
    } else {
      const text = String(hex);
      if (!HEX_24.test(text)) throw new BsonError('input must be a 24 character hex string, 12 byte Uint8Array, or an integer');
      this.hex = text.toLowerCase();
    }
    hide(this, 'hex');
  }
  toString(): string { return this.hex; }
  toHexString(): string { return this.hex; }
  toJSON(): string { return this.hex; }
  valueOf(): string { return this.hex; }
  equals(other: unknown): boolean { return (other instanceof ObjectId || typeof other === 'string') && String(other) === this.hex; }
  getTimestamp(): Date { return new Date(parseInt(this.hex.slice(0, 8), 16) * 1000); }
  static isValid(value: unknown): boolean { return value instanceof ObjectId || (typeof value === 'string' && HEX_24.test(value)); }
  static createFromHexString(hex: string): ObjectId { return new ObjectId(hex); }
  [PRINTED](): string { return `ObjectId('${this.hex}')`; }
}

/** Not a document of the collection's kind, or a text that no such value can be made of. */
export class BsonError extends Error {
  override get name(): string { return 'BSONError'; }
}

/** A 64-bit integer. */
export class Long {
  readonly value: bigint;

  constructor(value: bigint | number | string | Long = 0) {
    this.value = BigInt.asIntN(64, value instanceof Long ? value.value : typeof value === 'number' ? BigInt(Math.trunc(value)) : wholeNumber(value));
    hide(this, 'value');
  }
  toString(): string { return `${this.value}`; }
  toNumber(): number { return Number(this.value); }
  toInt(): number { return Number(BigInt.asIntN(32, this.value)); }
  toBigInt(): bigint { return this.value; }
  valueOf(): number { return Number(this.value); }
  toJSON(): number { return Number(this.value); }
  add(other: Long | number): Long { return new Long(this.value + new Long(other).value); }
  subtract(other: Long | number): Long { return new Long(this.value - new Long(other).value); }
  multiply(other: Long | number): Long { return new Long(this.value * new Long(other).value); }
  equals(other: unknown): boolean { return other instanceof Long ? other.value === this.value : Number(other) === Number(this.value); }
  static fromNumber(value: number): Long { return new Long(value); }
  static fromString(value: string): Long { return new Long(value); }
  [PRINTED](): string { return `Long('${this.value}')`; }
}

function wholeNumber(value: bigint | string): bigint {
  try {
    return BigInt(value);
  } catch {
    throw new BsonError(`${JSON.stringify(String(value))} is not a whole number`);
  }
}

/** A 32-bit integer, until it is stored: whole numbers are read back as plain numbers. */
export class Int32 {
  readonly value: number;
  constructor(value: number | string = 0) {
    this.value = Number(value) | 0;
    hide(this, 'value');
  }
  toString(): string { return `${this.value}`; }
  valueOf(): number { return this.value; }
  toJSON(): number { return this.value; }
  [PRINTED](): string { return `Int32(${this.value})`; }
}

/** A number of 64 bits, until it is stored: it is read back as a plain number. */
export class Double {
  readonly value: number;
  constructor(value: number | string = 0) {
    this.value = Number(value);
    hide(this, 'value');
  }
  toString(): string { return `${this.value}`; }
  valueOf(): number { return this.value; }
  toJSON(): number { return this.value; }
  [PRINTED](): string { return `Double(${this.value})`; }
}

const DECIMAL = /^[+-]?(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d{1,4}))?$/i;
const DECIMAL_DIGITS = 34;

/** A decimal number of up to 34 digits. It is kept, printed and compared exactly; arithmetic turns it into a plain number. */
export class Decimal128 {
  readonly text: string;

  constructor(value: string | number) {
    const text = String(value).trim();
    const special = /^[+-]?(?:nan|inf(?:inity)?)$/i.exec(text);
    const digits = text.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '');
    if (!special && (!DECIMAL.test(text) || digits.length > DECIMAL_DIGITS)) throw new BsonError(`${JSON.stringify(text)} is not a valid Decimal128 string`);
    this.text = special ? (/nan/i.test(text) ? 'NaN' : text.startsWith('-') ? '-Infinity' : 'Infinity') : text.replace(/^\+/, '').replace(/e\+?/i, 'E');
    hide(this, 'text');
  }
  toString(): string { return this.text; }
  valueOf(): number { return Number(this.text); }
  toJSON(): object { return { $numberDecimal: this.text }; }
  static fromString(text: string): Decimal128 { return new Decimal128(text); }
  [PRINTED](): string { return `Decimal128('${this.text}')`; }

  /** Its digits as a whole number, to be shifted by a power of ten; undefined when it is not finite. */
  get scaled(): { digits: bigint; exponent: number } | undefined {
    const match = DECIMAL.exec(this.text);
    if (!match) return undefined;
    const [, whole = '', after = '', only = '', power = '0'] = match;
    const fraction = after + only;
    const digits = BigInt(whole + fraction || '0');
    return { digits: this.text.startsWith('-') ? -digits : digits, exponent: Number(power) - fraction.length };
  }
}

/** Bytes, written in base64; subtype 4 is a UUID. */
export class Binary {
  readonly base64: string;
  readonly sub_type: number;
  constructor(base64 = '', subtype = 0) {
    this.base64 = base64;
    this.sub_type = subtype;
    hide(this, 'base64');
    hide(this, 'sub_type');
  }
  toString(): string { return this.base64; }
  toJSON(): string { return this.base64; }
  [PRINTED](): string { return `Binary.createFromBase64('${this.base64}', ${this.sub_type})`; }
}

const UUID_TEXT = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export class UUID {
  readonly text: string;
  constructor(text?: string) {
    if (text === undefined) {
      made += 1;
      text = `00000000-0000-4000-8000-${made.toString(16).padStart(12, '0')}`;
    }
    if (!UUID_TEXT.test(text)) throw new BsonError('UUID string representation must be 32 hex digits with hyphens (8-4-4-4-12)');
    this.text = text.toLowerCase();
    hide(this, 'text');
  }
  toString(): string { return this.text; }
  toHexString(): string { return this.text; }
  toJSON(): string { return this.text; }
  [PRINTED](): string { return `UUID('${this.text}')`; }
}

/** Seconds and a counter, as the server itself uses them. */
export class Timestamp {
  readonly t: number;
  readonly i: number;
  constructor(given: { t: number; i: number } | number = 0, i = 0) {
    this.t = typeof given === 'number' ? given : given.t;
    this.i = typeof given === 'number' ? i : given.i;
    hide(this, 't');
    hide(this, 'i');
  }
  toString(): string { return `${(BigInt(this.t) << 32n) + BigInt(this.i)}`; }
  toJSON(): object { return { $timestamp: { t: this.t, i: this.i } }; }
  [PRINTED](): string { return `Timestamp({ t: ${this.t}, i: ${this.i} })`; }
}

export class MinKey {
  toString(): string { return 'MinKey'; }
  toJSON(): object { return { $minKey: 1 }; }
  [PRINTED](): string { return 'MinKey()'; }
}

export class MaxKey {
  toString(): string { return 'MaxKey'; }
  toJSON(): object { return { $maxKey: 1 }; }
  [PRINTED](): string { return 'MaxKey()'; }
}

/** A field of the class's own, which is not a field of a document. */
function hide(self: object, key: string): void {
  Object.defineProperty(self, key, { enumerable: false, writable: false });
}

/** Any value of a document as it is stored. Numbers are plain ones, but for Long and Decimal128. */
export type Stored = null | boolean | number | string | Date | RegExp | ObjectId | Long | Decimal128 | Binary | UUID | Timestamp | MinKey | MaxKey | Stored[] | Doc;
export interface Doc { [field: string]: Stored }

const OBJECT_PROTOTYPE = Object.prototype;

/** A document or one within another, as opposed to a list or a value of a type of its own. */
export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (Object.getPrototypeOf(value) === OBJECT_PROTOTYPE || Object.getPrototypeOf(value) === null);
}

/** Sets a field, whatever its name: `__proto__` is one like any other. */
export function put(target: object, field: string | number, value: unknown): void {
  if (field === '__proto__') Object.defineProperty(target, field, { value, writable: true, enumerable: true, configurable: true });
  else (target as Record<string | number, unknown>)[field] = value;
}

/** A document's _id; undefined when it has none yet. */
export function idOf(document: Doc): Stored | undefined {
  return own(document, '_id') as Stored | undefined;
}

export function own(target: object, field: string): unknown {
  return Object.hasOwn(target, field) ? (target as Record<string, unknown>)[field] : undefined;
}

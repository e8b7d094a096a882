import { CommandError, NOT_A_FLOAT, NOT_AN_INTEGER } from './reply.ts';

const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
const SAFE_DIGITS = 15;

/** A signed 64-bit integer as Redis reads one: no blanks, no plus sign, no leading zeros. */
export function bigIntegerOf(text: string, problem = NOT_AN_INTEGER): bigint {
  const value = INTEGER.test(text) ? BigInt(text) : undefined;
  if (value === undefined || value < LEAST || value > MOST) throw new CommandError(problem);
  return value;
}

/** The same as a number, exact within 2^53: enough for indexes, counts and times. */
export function integerOf(text: string, problem = NOT_AN_INTEGER): number {
  return Number(bigIntegerOf(text, problem));
}

export function isInteger64(value: bigint): boolean {
  return value >= LEAST && value <= MOST;
}

/** Whether the text is written exactly as Redis would write that integer. */
export function isIntegerText(text: string): boolean {
  if (text >= ':' || text.length > 20) return false; // most texts, without a regular expression
  return INTEGER.test(text) && (text.length <= SAFE_DIGITS || isInteger64(BigInt(text)));
}

/** An integer reply, as a number where that is exact. */
export function integerReply(value: bigint): number | bigint {
  return value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f]+)$/i;

/** A double as C's strtod reads one, without NaN. */
export function doubleOf(text: string, problem = NOT_A_FLOAT): number {
  if (DECIMAL.test(text)) {
    const value = Number(text);
    if (!Number.isFinite(value) || (value === 0 && /^[^eE]*[1-9]/.test(text))) throw new CommandError(problem); // out of a double's range
    return value;
  }
  const infinite = INFINITE.exec(text);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal) return Number.parseInt(hexadecimal[2]!, 16) * (hexadecimal[1] === '-' ? -1 : 1);
  throw new CommandError(problem);
}

const DIGITS = 17;

/** A double as Redis 7.0 answers it: C's `%.17g`, so 0.1 is 0.10000000000000001. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isSafeInteger(value)) return String(value);
  const [digits = '', exponentText = '0'] = value.toExponential(DIGITS - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= DIGITS) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${withoutTrailingZeros(digits)}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  return withoutTrailingZeros(value.toFixed(Math.max(0, DIGITS - 1 - exponent)));
}

export function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

import { fail, NOT_A_FLOAT } from './reply.ts';

// INCRBYFLOAT and HINCRBYFLOAT add C's `long double`: 64 bits of mantissa, written with 17 places. Done here with whole numbers.

const MANTISSA_BITS = 64;
const PLACES = 17;
const FLOAT = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,5}))?$/;
/** Beyond it no sum is within the range of the type, or no digit of it would be written. */
const MOST_EXPONENT = 4_900;

const MOST_CHARACTERS = 5 * 1024; // MAX_LONG_DOUBLE_CHARS of Redis

/** `numerator / denominator`, the denominator above zero. */
interface Fraction { numerator: bigint; denominator: bigint }

/** The sum as Redis writes it. Throws a CommandError for text that is no number, or for a sum that is none. */
export function addFloats(one: string, other: string, problem = NOT_A_FLOAT): string {
  const infinite = problem === NOT_A_FLOAT ? 'ERR increment would produce NaN or Infinity' : 'ERR value is NaN or Infinity';
  const first = parse(one, problem);
  const second = parse(other, NOT_A_FLOAT);
  if (!first || !second) return fail(infinite);
  return text(rounded({ numerator: first.numerator * second.denominator + second.numerator * first.denominator, denominator: first.denominator * second.denominator }));
}

/** Throws a CommandError for text that is no number. */
export function checkFloat(text: string): void {
  parse(text, NOT_A_FLOAT);
}

/** Undefined is infinity. */
function parse(given: string, problem: string): Fraction | undefined {
  if (/^[+-]?inf(?:inity)?$/i.test(given)) return undefined;
  const match = given.length < MOST_CHARACTERS ? FLOAT.exec(given) : null;
  const digits = match ? match[2]! + match[3]! : '';
  if (!match || digits === '') return fail(problem);
  const exponent = Number(match[4] ?? 0) - match[3]!.length;
  if (Math.abs(exponent) > MOST_EXPONENT) return exponent < 0 ? { numerator: 0n, denominator: 1n } : undefined;
  const whole = BigInt(digits) * (match[1] === '-' ? -1n : 1n);
  return rounded(exponent < 0 ? { numerator: whole, denominator: 10n ** BigInt(-exponent) } : { numerator: whole * 10n ** BigInt(exponent), denominator: 1n });
}

/** The nearest number with 64 bits, of two equally near ones the even. */
function rounded({ numerator, denominator }: Fraction): Fraction {
  if (numerator === 0n) return { numerator: 0n, denominator: 1n };
  const size = numerator < 0n ? -numerator : numerator;
  let shift = MANTISSA_BITS - (bitsOf(size) - bitsOf(denominator));
  let mantissa = scaled(size, denominator, shift);
  if (bitsOf(mantissa) > MANTISSA_BITS) {
    shift -= 1;
    mantissa = scaled(size, denominator, shift);
  }
  const signed = numerator < 0n ? -mantissa : mantissa;
  return shift >= 0 ? { numerator: signed, denominator: 1n << BigInt(shift) } : { numerator: signed << BigInt(-shift), denominator: 1n };
}

function scaled(size: bigint, denominator: bigint, shift: number): bigint {
  return shift >= 0 ? divide(size << BigInt(shift), denominator) : divide(size, denominator << BigInt(-shift));
}

function divide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  return twice > denominator || (twice === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

function bitsOf(number: bigint): number {
  return number.toString(2).length;
}

/** C's `%.17Lf` without trailing zeros. */
function text({ numerator, denominator }: Fraction): string {
  const size = numerator < 0n ? -numerator : numerator;
  const digits = divide(size * 10n ** BigInt(PLACES), denominator).toString().padStart(PLACES + 1, '0');
  const trimmed = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return numerator < 0n && trimmed !== '0' ? `-${trimmed}` : trimmed;
}

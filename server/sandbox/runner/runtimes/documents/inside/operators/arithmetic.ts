import { average, deviation, extreme, sum } from '../accumulators.ts';
import { badValue, MongoServerError, typeMismatch } from '../errors.ts';
import { rankOf, typeName } from '../order.ts';
import { Decimal128, Long } from '../types.ts';
import { isNothing, taking, type Operator } from './operator.ts';

function isNumber(value: unknown): boolean {
  return rankOf(value) === 3;
}

/** A number of the widest type among those it comes from. */
function combined(values: unknown[], plain: (a: number, b: number) => number, whole?: (a: bigint, b: bigint) => bigint): unknown {
  if (values.some((value) => value instanceof Decimal128)) return new Decimal128(rounded(values.map(Number).reduce(plain)));
  if (whole && values.some((value) => value instanceof Long) && values.every((value) => Number.isInteger(Number(value)))) {
    return new Long(values.map((value) => (value instanceof Long ? value.value : BigInt(Number(value)))).reduce(whole));
  }
  return values.map(Number).reduce(plain);
}

/** Decimals are reckoned as doubles here; 15 digits of those are sure. */
function rounded(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : String(value);
}

function add(values: unknown[]): unknown {
  if (values.some(isNothing)) return null;
  const wrong = values.find((value) => !isNumber(value) && !(value instanceof Date));
  if (wrong !== undefined) throw typeMismatch(`$add only supports numeric or date types, not ${typeName(wrong)}`);
  const days = values.filter((value) => value instanceof Date);
  if (days.length > 1) throw new MongoServerError(16612, 'only one date allowed in an $add expression');
  if (days.length === 1) return new Date(Math.round(values.reduce((total: number, value) => total + Number(value), 0)));
  return sum(values);
}

function subtract(from: unknown, value: unknown): unknown {
  if (isNothing(from) || isNothing(value)) return null;
  if (from instanceof Date && value instanceof Date) return from.getTime() - value.getTime();
  if (from instanceof Date && isNumber(value)) return new Date(from.getTime() - Math.round(Number(value)));
  if (!isNumber(from) || !isNumber(value)) throw typeMismatch(`can't $subtract ${typeName(value)} from ${typeName(from)}`);
  if (from instanceof Decimal128 || value instanceof Decimal128) return sum([from, negated(value)]);
  return combined([from, value], (a, b) => a - b, (a, b) => a - b);
}

function negated(value: unknown): unknown {
  const text = String(value);
  return new Decimal128(text.startsWith('-') ? text.slice(1) : `-${text}`);
}

function divide(value: unknown, by: unknown): unknown {
  if (isNothing(value) || isNothing(by)) return null;
  if (!isNumber(value) || !isNumber(by)) throw typeMismatch(`$divide only supports numeric types, not ${typeName(value)} and ${typeName(by)}`);
  if (Number(by) === 0) throw badValue('can\'t $divide by zero');
  return combined([value, by], (a, b) => a / b);
}

function mod(value: unknown, by: unknown): unknown {
  if (isNothing(value) || isNothing(by)) return null;
  if (!isNumber(value) || !isNumber(by)) throw typeMismatch(`$mod only supports numeric types, not ${typeName(value)} and ${typeName(by)}`);
  if (Number(by) === 0) throw new MongoServerError(16610, 'can\'t $mod by zero');
  return combined([value, by], (a, b) => a % b, (a, b) => a % b);
}

/** An operator on one number. */
function ofNumber(name: string, work: (value: number) => number, isRight: (value: number) => boolean = () => true, what = ''): Operator {
  return taking(name, 1, 1, (value) => {
    if (isNothing(value)) return null;
    if (!isNumber(value)) throw new MongoServerError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    if (!isRight(Number(value))) throw new MongoServerError(28714, `${name}'s argument must be ${what}, but is ${Number(value)}`);
    return value instanceof Decimal128 ? new Decimal128(rounded(work(Number(value)))) : value instanceof Long && Number.isInteger(work(1)) ? new Long(work(Number(value))) : work(Number(value));
  });
}

/** To the nearest, of two equally near to the even one, as MongoDB rounds. */
function halfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

function toPlaces(name: string, round: (value: number) => number): Operator {
  return taking(name, 1, 2, (value, given = 0) => {
    if (isNothing(value) || isNothing(given)) return null;
    if (!isNumber(value)) throw new MongoServerError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const places = Number(given);
    if (!Number.isInteger(places) || places < -20 || places > 100) throw new MongoServerError(51083, `cannot apply ${name} with precision value ${String(given)} value must be in [-20, 100]`);
    const number = Number(value);
    // By way of the decimal text, so that 1.005 is not taken for 1.00499…
    const shifted = Number(`${number}e${places}`);
    const result = Number.isFinite(shifted) ? Number(`${round(shifted)}e${-places}`) : number;
    return value instanceof Decimal128 ? new Decimal128(String(result)) : value instanceof Long ? new Long(result) : result;
  });
}

/** As an expression these take a list, or several values. */
function ofList(work: (values: unknown[]) => unknown): Operator {
  return (given, scope, evaluate) => {
    if (!Array.isArray(given)) {
      const value = evaluate(given, scope);
      return work(Array.isArray(value) ? value : [value]);
    }
    const values = given.map((item) => evaluate(item, scope));
    return work(values.length === 1 && Array.isArray(values[0]) ? values[0] : values);
  };
}

const trigonometry = {
  $sin: Math.sin, $cos: Math.cos, $tan: Math.tan, $asin: Math.asin, $acos: Math.acos, $atan: Math.atan, $sinh: Math.sinh, $cosh: Math.cosh, $tanh: Math.tanh, $asinh: Math.asinh,
  $acosh: Math.acosh, $atanh: Math.atanh, $degreesToRadians: (degrees: number) => (degrees * Math.PI) / 180, $radiansToDegrees: (radians: number) => (radians * 180) / Math.PI,
};

function bitwise(name: string, start: number, work: (a: number, b: number) => number): Operator {
  return taking(name, 0, Infinity, (...values) => {
    if (values.some(isNothing)) return null;
    if (!values.every((value) => Number.isInteger(Number(value)) && isNumber(value))) throw typeMismatch(`${name} only supports int and long operands.`);
    return values.map(Number).reduce(work, start);
  });
}

export const arithmetic: Record<string, Operator> = {
  $add: taking('$add', 0, Infinity, (...values) => add(values)),
  $subtract: taking('$subtract', 2, 2, subtract),
  $multiply: taking('$multiply', 0, Infinity, (...values) => {
    if (values.some(isNothing)) return null;
    const wrong = values.find((value) => !isNumber(value));
    if (wrong !== undefined) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(wrong)}`);
    return combined([1, ...values], (a, b) => a * b, (a, b) => a * b);
  }),
  $divide: taking('$divide', 2, 2, divide),
  $mod: taking('$mod', 2, 2, mod),
  $abs: ofNumber('$abs', Math.abs),
  $ceil: ofNumber('$ceil', Math.ceil),
  $floor: ofNumber('$floor', Math.floor),
  $exp: ofNumber('$exp', Math.exp),
  $sqrt: ofNumber('$sqrt', Math.sqrt, (value) => !(value < 0), 'greater than or equal to 0'),
  $ln: ofNumber('$ln', Math.log, (value) => value > 0, 'a positive number'),
  $log10: ofNumber('$log10', Math.log10, (value) => value > 0, 'a positive number'),
  $log: taking('$log', 2, 2, (value, base) => (isNothing(value) || isNothing(base) ? null : Math.log(Number(value)) / Math.log(Number(base)))),
  $pow: taking('$pow', 2, 2, (value, power) => {
    if (isNothing(value) || isNothing(power)) return null;
    if (!isNumber(value)) throw new MongoServerError(28762, `$pow's base must be numeric, not ${typeName(value)}`);
    if (!isNumber(power)) throw new MongoServerError(28763, `$pow's exponent must be numeric, not ${typeName(power)}`);
    return combined([value, power], (a, b) => a ** b);
  }),
  $round: toPlaces('$round', halfToEven),
  $trunc: toPlaces('$trunc', Math.trunc),
  $sum: ofList(sum),
  $avg: ofList(average),
  $min: ofList((values) => extreme(values, -1)),
  $max: ofList((values) => extreme(values, 1)),
  $stdDevPop: ofList((values) => deviation(values, false)),
  $stdDevSamp: ofList((values) => deviation(values, true)),
  $rand: () => Math.random(),
  $atan2: taking('$atan2', 2, 2, (y, x) => (isNothing(y) || isNothing(x) ? null : Math.atan2(Number(y), Number(x)))),
  $bitAnd: bitwise('$bitAnd', -1, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0, (a, b) => a ^ b),
  $bitNot: taking('$bitNot', 1, 1, (value) => (isNothing(value) ? null : ~Number(value))),
  ...Object.fromEntries(Object.entries(trigonometry).map(([name, work]) => [name, ofNumber(name, work)])),
};

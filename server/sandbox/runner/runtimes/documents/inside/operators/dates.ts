import { MongoServerError } from '../errors.ts';
import { typeName } from '../order.ts';
import { ObjectId, Timestamp } from '../types.ts';
import { addTo, binOf, partsOf, type Parts, toInstant, unitsBetween, zoneOf } from './calendar.ts';
import { toDate } from './conversions.ts';
import { readDate, writeDate } from './date-format.ts';
import { isNothing, namedParts, type Evaluate, type Operator, type Scope } from './operator.ts';

// Operators on dates: https://www.mongodb.com/docs/manual/reference/mql/expressions/#date-expression-operators

function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new MongoServerError(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** A part of a date: of the date itself, or of `{ date, timezone }`. */
function part(pick: (parts: Parts) => number): Operator {
  return (given, scope, evaluate) => {
    const value = evaluate(Array.isArray(given) && given.length === 1 ? given[0] : given, scope);
    const hasZone = typeof value === 'object' && value !== null && Object.hasOwn(value, 'date');
    const { date, timezone } = hasZone ? value as { date: unknown; timezone?: unknown } : { date: value, timezone: undefined };
    if (isNothing(date) || timezone === null) return null;
    return pick(partsOf(dateOf(date), zoneOf(timezone)));
  };
}

/** Named parts, evaluated; null when any of those in `needed` is nothing. */
function evaluated(name: string, required: string[], optional: string[], work: (values: Record<string, unknown>) => unknown): Operator {
  return namedParts(name, required, optional, (given, scope: Scope, evaluate: Evaluate) => {
    const values: Record<string, unknown> = {};
    for (const key of Object.keys(given)) values[key] = evaluate(given[key], scope);
    return required.some((key) => isNothing(values[key])) && !Object.hasOwn(values, 'onNull') ? null : work(values);
  });
}

function amountOf(value: unknown, name: string): number {
  if (!Number.isInteger(Number(value)) || typeof value === 'string') throw new MongoServerError(5166405, `${name} expects integer amount of time units`);
  return Number(value);
}

const DEFAULT_FORMAT = '%Y-%m-%dT%H:%M:%S.%LZ';
const ZONED_FORMAT = '%Y-%m-%dT%H:%M:%S.%L%z';

export const dates: Record<string, Operator> = {
  $year: part(({ year }) => year), $month: part(({ month }) => month), $dayOfMonth: part(({ day }) => day), $hour: part(({ hour }) => hour), $minute: part(({ minute }) => minute),
  $second: part(({ second }) => second), $millisecond: part(({ millisecond }) => millisecond), $dayOfWeek: part(({ weekday }) => weekday + 1), $isoDayOfWeek: part(({ weekday }) => weekday || 7),
  $dayOfYear: part(({ dayOfYear }) => dayOfYear), $week: part(({ week }) => week), $isoWeek: part(({ isoWeek }) => isoWeek), $isoWeekYear: part(({ isoWeekYear }) => isoWeekYear),
  $dateToString: evaluated('$dateToString', ['date'], ['format', 'timezone', 'onNull'], ({ date, format, timezone, onNull }) => {
    if (isNothing(date)) return onNull ?? null;
    if (format === null || timezone === null) return null;
    const zone = zoneOf(timezone);
    return writeDate(dateOf(date), typeof format === 'string' ? format : timezone === undefined ? DEFAULT_FORMAT : ZONED_FORMAT, zone);
  }),
  $dateFromString: evaluated('$dateFromString', ['dateString'], ['format', 'timezone', 'onError', 'onNull'], (values) => {
    const { dateString, format, timezone, onNull } = values;
    if (isNothing(dateString)) return onNull ?? null;
    try {
      if (typeof dateString !== 'string') throw new MongoServerError(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(dateString)} with value ${String(dateString)}`);
      if (format !== undefined) return readDate(dateString, String(format), zoneOf(timezone));
      const date = toDate(dateString);
      return timezone === undefined ? date : toInstant(partsOf(date, 'UTC'), zoneOf(timezone));
    } catch (error) {
      if (!Object.hasOwn(values, 'onError')) throw error;
      return values.onError;
    }
  }),
  $dateFromParts: evaluated('$dateFromParts', [], ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone', 'isoWeekYear', 'isoWeek', 'isoDayOfWeek'], (values) => {
    if (Object.values(values).some(isNothing)) return null;
    const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0, timezone, isoWeekYear, isoWeek = 1, isoDayOfWeek = 1 } = values as Record<string, number>;
    const zone = zoneOf(timezone);
    if (isoWeekYear === undefined && year === undefined) throw new MongoServerError(40516, '$dateFromParts requires either \'year\' or \'isoWeekYear\' to be present');
    if (isoWeekYear === undefined) return toInstant({ year: year!, month, day, hour, minute, second, millisecond }, zone);
    // The fourth of January is always in the first week.
    const fourth = new Date(Date.UTC(isoWeekYear, 0, 4));
    return toInstant({ year: isoWeekYear, month: 1, day: 4 - (fourth.getUTCDay() || 7) + 1 + (isoWeek - 1) * 7 + isoDayOfWeek - 1, hour, minute, second, millisecond }, zone);
  }),
  $dateToParts: evaluated('$dateToParts', ['date'], ['timezone', 'iso8601'], ({ date, timezone, iso8601 }) => {
    const { year, month, day, hour, minute, second, millisecond, isoWeekYear, isoWeek, weekday } = partsOf(dateOf(date), zoneOf(timezone));
    const time = { hour, minute, second, millisecond };
    return iso8601 === true ? { isoWeekYear, isoWeek, isoDayOfWeek: weekday || 7, ...time } : { year, month, day, ...time };
  }),
  $dateAdd: evaluated('$dateAdd', ['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }) => addTo(dateOf(startDate), unit, amountOf(amount, '$dateAdd'), zoneOf(timezone))),
  $dateSubtract: evaluated('$dateSubtract', ['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }) => addTo(dateOf(startDate), unit, -amountOf(amount, '$dateSubtract'), zoneOf(timezone))),
  $dateDiff: evaluated('$dateDiff', ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], ({ startDate, endDate, unit, timezone, startOfWeek }) => unitsBetween(dateOf(startDate), dateOf(endDate), unit, zoneOf(timezone), startOfWeek)),
  $dateTrunc: evaluated('$dateTrunc', ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], ({ date, unit, binSize = 1, timezone, startOfWeek }) => binOf(dateOf(date), unit, Number(binSize), zoneOf(timezone), startOfWeek)),
};

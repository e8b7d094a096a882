import { MongoServerError } from '../errors.ts';
import { offsetMs, partsOf, toInstant, type Parts, type Zone } from './calendar.ts';

// Format specifiers: https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateToString/#format-specifiers

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

const written: Record<string, (parts: Parts, minutes: number) => string> = {
  b: ({ month }) => MONTHS[month - 1]!.slice(0, 3), B: ({ month }) => MONTHS[month - 1]!, d: ({ day }) => padded(day, 2), G: ({ isoWeekYear }) => padded(isoWeekYear, 4), H: ({ hour }) => padded(hour, 2),
  j: ({ dayOfYear }) => padded(dayOfYear, 3), L: ({ millisecond }) => padded(millisecond, 3), m: ({ month }) => padded(month, 2), M: ({ minute }) => padded(minute, 2), S: ({ second }) => padded(second, 2),
  u: ({ weekday }) => String(weekday || 7), U: ({ week }) => padded(week, 2), V: ({ isoWeek }) => padded(isoWeek, 2), w: ({ weekday }) => String(weekday + 1), Y: ({ year }) => padded(year, 4),
  z: (_, minutes) => `${minutes < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(minutes) / 60), 2)}${padded(Math.abs(minutes) % 60, 2)}`, Z: (_, minutes) => `${minutes < 0 ? '-' : '+'}${padded(Math.abs(minutes), 3)}`,
  '%': () => '%',
};

export function writeDate(date: Date, format: string, zone: Zone): string {
  const parts = partsOf(date, zone);
  const minutes = Math.round(offsetMs(date, zone) / 60_000);
  return format.replace(/%(.?)/gsu, (_, letter: string) => {
    const write = Object.hasOwn(written, letter) ? written[letter] : undefined;
    if (!write) throw new MongoServerError(18535, `Invalid format character '%${letter}' in format string`);
    return write(parts, minutes);
  });
}

const expected: Record<string, string> = {
  b: '([A-Za-z]{3})', B: '([A-Za-z]+)', d: '(\\d{1,2})', H: '(\\d{1,2})', j: '(\\d{1,3})', L: '(\\d{1,3})', m: '(\\d{1,2})', M: '(\\d{1,2})', S: '(\\d{1,2})', Y: '(\\d{4})', z: '(Z|[+-]\\d{2}:?\\d{2})', Z: '([+-]\\d{1,4})', '%': '(%)',
};

/** @throws MongoServerError when the text is not of that format */
export function readDate(text: string, format: string, zone: Zone): Date {
  const letters: string[] = [];
  const pattern = format.replace(/%(.?)|[\\^$.*+?()[\]{}|]/gsu, (sign, letter: string | undefined) => {
    if (letter === undefined) return `\\${sign}`;
    if (!Object.hasOwn(expected, letter)) throw new MongoServerError(18536, `Invalid format character '%${letter}' in format string`);
    letters.push(letter);
    return expected[letter]!;
  });
  const match = new RegExp(`^${pattern}$`, 'u').exec(text);
  const fail = (): never => {
    throw Object.assign(new MongoServerError(241, `Error parsing date string '${text}'; it is not of the format '${format}'`), { codeName: 'ConversionFailure' });
  };
  if (!match) return fail();
  const found = Object.fromEntries(letters.map((letter, index) => [letter, match[index + 1]!]));
  const named = found.B ?? found.b;
  const month = named === undefined ? Number(found.m ?? 1) : MONTHS.findIndex((name) => name.toLowerCase().startsWith(named.toLowerCase())) + 1;
  const moment = { year: Number(found.Y ?? 1970), month, day: Number(found.d ?? found.j ?? 1), hour: Number(found.H ?? 0), minute: Number(found.M ?? 0), second: Number(found.S ?? 0), millisecond: Number(found.L ?? 0) };
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(found.z ?? '');
  const own: Zone = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : found.Z !== undefined ? Number(found.Z) : zone;
  const date = toInstant(moment, found.z === 'Z' ? 'UTC' : own);
  return month < 1 || month > 12 || moment.day < 1 || moment.day > 366 || moment.hour > 23 || moment.minute > 59 || Number.isNaN(date.getTime()) ? fail() : date;
}

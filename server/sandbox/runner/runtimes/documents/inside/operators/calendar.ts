import { MongoServerError } from '../errors.ts';

// Dates as a calendar sees them, in a time zone.

/** 'UTC', a name of the time zone database, or minutes ahead of UTC. */
export type Zone = string | number;

export interface Moment { year: number; month: number; day: number; hour: number; minute: number; second: number; millisecond: number }

export interface Parts extends Moment {
  /** 0 is Sunday. */
  weekday: number;
  dayOfYear: number;
  /** Weeks begin on Sundays; days before the first one are in week 0. */
  week: number;
  isoWeek: number;
  isoWeekYear: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;

/** @throws MongoServerError when there is no such time zone */
export function zoneOf(given: unknown): Zone {
  if (given === undefined || given === null || given === 'UTC' || given === 'GMT' || given === 'Z') return 'UTC';
  const offset = OFFSET.exec(String(given));
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: String(given) }).resolvedOptions().timeZone;
  } catch {
    throw new MongoServerError(40485, `unrecognized time zone identifier: "${String(given)}"`);
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the zone's clocks are ahead of UTC at that instant. */
export function offsetMs(date: Date, zone: Zone): number {
  if (zone === 'UTC') return 0;
  if (typeof zone === 'number') return zone * MINUTE_MS;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formats.set(zone, format);
  }
  const shown: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(date)) shown[type] = Number(value);
  const wall = Date.UTC(shown.year!, shown.month! - 1, shown.day, shown.hour, shown.minute, shown.second);
  return wall - Math.floor(date.getTime() / 1000) * 1000;
}

/** The date whose UTC parts are what the zone's clocks show. */
function wallOf(date: Date, zone: Zone): Date {
  return new Date(date.getTime() + offsetMs(date, zone));
}

function dayOfYear(date: Date): number {
  return Math.floor((Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
}

export function partsOf(date: Date, zone: Zone): Parts {
  const wall = wallOf(date, zone);
  const weekday = wall.getUTCDay();
  const thursday = new Date(wall.getTime() + (4 - (weekday || 7)) * DAY_MS);
  return {
    year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), hour: wall.getUTCHours(), minute: wall.getUTCMinutes(), second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(), weekday, dayOfYear: dayOfYear(wall), week: Math.floor((dayOfYear(wall) + 6 - weekday) / 7),
    isoWeek: Math.ceil(dayOfYear(thursday) / 7), isoWeekYear: thursday.getUTCFullYear(),
  };
}

/** The instant at which the zone's clocks show this; parts out of range carry over. */
export function toInstant({ year, month, day, hour, minute, second, millisecond }: Moment, zone: Zone): Date {
  const wall = new Date(0);
  wall.setUTCFullYear(year, month - 1, day); // unlike Date.UTC, which takes 99 for 1999
  wall.setUTCHours(hour, minute, second, millisecond);
  return fromWall(wall, zone);
}

function fromWall(wall: Date, zone: Zone): Date {
  const guess = new Date(wall.getTime() - offsetMs(wall, zone));
  return new Date(wall.getTime() - offsetMs(guess, zone));
}

const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const LENGTHS: Record<string, number> = { week: 7 * DAY_MS, day: DAY_MS, hour: 3_600_000, minute: MINUTE_MS, second: 1000, millisecond: 1 };

function unitNamed(unit: unknown): string {
  const name = String(unit);
  if (!Object.hasOwn(MONTHS, name) && !Object.hasOwn(LENGTHS, name)) throw new MongoServerError(9, `unknown time unit value: ${name}`);
  return name;
}

/** Days and more keep the time of day that clocks show; a day that a month doesn't have becomes its last. */
export function addTo(date: Date, given: unknown, amount: number, zone: Zone): Date {
  const unit = unitNamed(given);
  const months = MONTHS[unit];
  if (months === undefined) {
    const length = LENGTHS[unit]! * amount;
    return length % DAY_MS === 0 && unit !== 'hour' && unit !== 'minute' ? fromWall(new Date(wallOf(date, zone).getTime() + length), zone) : new Date(date.getTime() + length);
  }
  const wall = wallOf(date, zone);
  const month = wall.getUTCMonth() + months * amount;
  const last = new Date(Date.UTC(wall.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return fromWall(new Date(Date.UTC(wall.getUTCFullYear(), month, Math.min(wall.getUTCDate(), last), wall.getUTCHours(), wall.getUTCMinutes(), wall.getUTCSeconds(), wall.getUTCMilliseconds())), zone);
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function weekStart(given: unknown): number {
  const day = WEEKDAYS.indexOf(String(given ?? 'sunday').toLowerCase().slice(0, 3));
  if (day < 0) throw new MongoServerError(9, `unknown day of week value: ${String(given)}`);
  return day;
}

/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** Which of all units of its kind a date is in, counted from 1970. */
function unitNumber(wall: Date, unit: string, start: number): number {
  const months = MONTHS[unit];
  if (months !== undefined) return Math.floor((wall.getUTCFullYear() * 12 + wall.getUTCMonth()) / months);
  if (unit === 'week') return Math.floor((Math.floor(wall.getTime() / DAY_MS) + FIRST_WEEKDAY - start) / 7);
  return Math.floor(wall.getTime() / LENGTHS[unit]!);
}

/** How many borders of a unit lie between two dates. */
export function unitsBetween(from: Date, to: Date, given: unknown, zone: Zone, startOfWeek: unknown): number {
  const unit = unitNamed(given);
  const start = weekStart(startOfWeek);
  return unitNumber(wallOf(to, zone), unit, start) - unitNumber(wallOf(from, zone), unit, start);
}

/** Bins are counted from 2000-01-01. */
const REFERENCE = new Date(Date.UTC(2000, 0, 1));

/** The beginning of the unit, or of the bin of several, that a date is in. */
export function binOf(date: Date, given: unknown, size: number, zone: Zone, startOfWeek: unknown): Date {
  const unit = unitNamed(given);
  if (!Number.isInteger(size) || size < 1) throw new MongoServerError(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${size}`);
  const start = weekStart(startOfWeek);
  // Weeks are counted from the first one that begins after the reference.
  const first = unitNumber(REFERENCE, unit, start) + Number(unit === 'week' && REFERENCE.getUTCDay() !== start);
  const number = unitNumber(wallOf(date, zone), unit, start) - first;
  const bin = Math.floor(number / size) * size + first;
  const months = MONTHS[unit];
  if (months !== undefined) return fromWall(new Date(Date.UTC(Math.floor((bin * months) / 12), (bin * months) % 12, 1)), zone);
  return fromWall(unit === 'week' ? new Date((bin * 7 - FIRST_WEEKDAY + start) * DAY_MS) : new Date(bin * LENGTHS[unit]!), zone);
}

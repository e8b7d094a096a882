import { PROGRAM_BEGINS } from '../beginning.ts';
import { construct, defineProperty, floor, max, now } from './primordials.ts';

/**
 * The time as a program sees it: the real one, or one that stands still but for what the program waits. The latter is for programs with
 * Redis: what expires in a minute expires at once after a timer of a minute, which takes no time, and every run sees the same.
 */
let standing: number | undefined;

export function clockNow(): number {
  return standing ?? now();
}

/** Waits by the clock that stands still: true, and the time has come; false when real time has to pass. */
export function pass(ms: number): boolean {
  if (standing === undefined) return false;
  standing += ms;
  return true;
}

/** Something outside has moved the clock. */
export function passTo(time: number): void {
  if (standing !== undefined) standing = max(standing, floor(time));
}

/** From now on the clock stands still, for Date as well. */
export function stopClock(): void {
  standing = PROGRAM_BEGINS;
  const RealDate = Date;
  const StandingDate = function Date(this: unknown, ...parts: unknown[]): unknown {
    if (!new.target) return construct(RealDate, [clockNow()]).toString();
    const given = parts.length > 0 ? parts : [clockNow()];
    return construct(RealDate, given, new.target === StandingDate ? RealDate : new.target);
  };
  for (const name of ['UTC', 'parse'] as const) defineProperty(StandingDate, name, { value: RealDate[name], writable: true, configurable: true });
  defineProperty(StandingDate, 'now', { value: () => clockNow(), writable: true, configurable: true });
  defineProperty(StandingDate, 'length', { value: 7, configurable: true });
  defineProperty(StandingDate, 'prototype', { value: RealDate.prototype, writable: false });
  defineProperty(RealDate.prototype, 'constructor', { value: StandingDate, writable: true, configurable: true });
  defineProperty(globalThis, 'Date', { value: StandingDate, writable: true, configurable: true });
}

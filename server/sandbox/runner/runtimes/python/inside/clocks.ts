import { bytes, readI32, writeI64, writeText, writeU32 } from './memory.ts';

/** What only the runner knows. Both give plain text. */
export interface Clock {
  /** Milliseconds since this interpreter was made. */
  elapsed(): number;
  /** Random bytes as characters 0 to 255. */
  random(count: number): string;
}

/** How far asyncio's waits have moved all clocks ahead, in ms: they take no time, but look as if they had. */
let skipped = 0;

export function resetClocks(): void {
  skipped = 0;
}

export function skip(ms: number): void {
  skipped += Math.max(0, ms);
}

export const today = (): number => Date.now() + skipped;

const RANDOM_AT_ONCE = 32_768;

/** Time and chance as this build of Python imports them; its time zone is UTC. */
export function clockCalls(clock: Clock): Record<string, (...args: never[]) => number | bigint | void> {
  const monotonic = (): number => clock.elapsed() + skipped;

  function breakDown(time: bigint, to: number): void {
    const date = new Date(Number(time) * 1000);
    const year = date.getUTCFullYear();
    const fields = [
      date.getUTCSeconds(), date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth(), year - 1900, date.getUTCDay(),
      Math.floor((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000), 0, 0,
    ];
    fields.forEach((field, index) => writeU32(to + index * 4, field));
  }

  function putTogether(from: number): bigint {
    const [seconds, minutes, hours, day, month, year] = [0, 1, 2, 3, 4, 5].map((index) => readI32(from + index * 4)) as [number, number, number, number, number, number];
    const date = new Date(0);
    date.setUTCFullYear(year + 1900, month, day);
    date.setUTCHours(hours, minutes, seconds);
    const time = BigInt(Math.floor(date.getTime() / 1000));
    breakDown(time, from);
    return time;
  }

  return {
    emscripten_get_now: monotonic,
    emscripten_date_now: today,
    clock_time_get: (kind: number, _precision: bigint, to: number) => {
      writeI64(to, BigInt(Math.round((kind === 0 ? today() : monotonic()) * 1e6)));
      return 0;
    },
    clock_res_get: (kind: number, to: number) => {
      writeI64(to, kind === 0 ? 1_000_000n : 1_000n);
      return 0;
    },
    _gmtime_js: breakDown,
    _localtime_js: breakDown,
    _mktime_js: putTogether,
    _timegm_js: putTogether,
    _tzset_js: (zone: number, daylight: number, name: number, otherName: number) => {
      writeU32(zone, 0);
      writeU32(daylight, 0);
      writeText('UTC', name, 17);
      writeText('UTC', otherName, 17);
    },
    random_get: (to: number, count: number) => {
      for (let done = 0; done < count; done += RANDOM_AT_ONCE) {
        const given = clock.random(Math.min(RANDOM_AT_ONCE, count - done));
        for (let index = 0; index < given.length; index += 1) bytes[to + done + index] = given.charCodeAt(index);
      }
      return 0;
    },
  };
}

import { bigIntegerOf } from './numbers.ts';
import { fail } from './reply.ts';
import type { Store } from './store.ts';

const MOST = 2n ** 63n - 1n;

/** Unix time in ms that options such as `EX 10` or `PXAT 1700000000000` of a command mean. */
export function expiryOf(command: string, unit: string, text: string, store: Store): number {
  const problem = `ERR invalid expire time in '${command}' command`;
  const time = bigIntegerOf(text);
  if (time <= 0n) fail(problem);
  return moment(time, unit, problem, store);
}

/** The same for EXPIRE and the like, where a time may be over. */
export function moment(time: bigint, unit: string, problem: string, store: Store): number {
  const seconds = unit.startsWith('EX');
  const ms = seconds ? time * 1000n : time;
  const at = unit.endsWith('AT') ? ms : ms + BigInt(Math.floor(store.clock.now()));
  if (ms > MOST || ms < -MOST - 1n || at > MOST || at < -MOST - 1n) fail(problem);
  return Number(at);
}

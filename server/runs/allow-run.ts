import type { Context } from 'hono';
import { addressOf } from '../accounts/address.ts';
import type { AppEnv, Services } from '../services.ts';

/**
 * Takes one run from the allowance of whoever asks, and says who that is, for fairness in the queue. Without a cookie it is
 * the address that counts; the answer brings a cookie, so that a class behind one address soon counts as its learners.
 * @throws TooManyRuns
 */
export async function allowRun({ guests, allowance, settings }: Services, c: Context<AppEnv>): Promise<string> {
  const owner = await guests.find(c) ?? addressOf(c, settings.publicUrl !== undefined);
  allowance.take(owner);
  await guests.ensure(c);
  return owner;
}

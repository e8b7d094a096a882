import type { Context } from 'hono';
import type { AppEnv, Services } from '../services.ts';

/**
 * Takes one run from the allowance of whoever asks, and says who that is, for fairness in the queue. Without a cookie that is
 * the address; the answer brings a cookie, so that a class behind one address soon counts as its learners.
 * @throws TooManyRuns; TooManyRequests when too many come without a cookie
 */
export async function allowRun({ guests, allowances }: Services, c: Context<AppEnv>): Promise<string> {
  const asker = await guests.askerOf(c);
  allowances.run(asker);
  await guests.ensure(c);
  return asker.learner ?? asker.address;
}

import { TooManyRequests, TooManyRuns } from '../errors.ts';
import { Allowance } from './allowance.ts';

/**
 * Per minute, as multiples of RUNS_PER_MINUTE. A learner's own figure is what one person can use; that of an address has
 * room for a class of 200 behind one (40 × 60 = 2,400 runs, 12 for each of them), and bounds a flood that drops its
 * cookie on the way, which would be somebody else each time. What is stored counts apart from what runs: the editor
 * saves at most every 0.8 s (75 a minute).
 */
const TIMES = { runs: { learner: 1, address: 40 }, writes: { learner: 4, address: 160 }, newcomers: 5 };

/** Who asks: the learner when one is known, and always the address. */
export interface Asker { learner: string | undefined; address: string }

/** Everything that one learner or one address may do only so often. */
export class Allowances {
  readonly #runs: Record<'learner' | 'address', Allowance>;
  readonly #writes: Record<'learner' | 'address', Allowance>;
  readonly #newcomers: Allowance;

  /** @param runsPerMinute of one learner; 0 means that nothing is limited */
  constructor(runsPerMinute: number, now: () => number = Date.now) {
    const of = (times: number) => new Allowance(runsPerMinute * times, now);
    this.#runs = { learner: of(TIMES.runs.learner), address: of(TIMES.runs.address) };
    this.#writes = { learner: of(TIMES.writes.learner), address: of(TIMES.writes.address) };
    this.#newcomers = of(TIMES.newcomers);
  }

  /** A run, of exercises and in the playground, or a submission. @throws TooManyRuns */
  run(asker: Asker): void {
    take(this.#runs, asker, (whose, perMinute, when) => new TooManyRuns(whose === 'learner'
      ? `You have used your ${perMinute} runs for this minute; the next one is free in ${seconds(when)}.`
      : `So many programs are being run from your network that this server makes a pause; the next one is free in ${seconds(when)}.`, when));
  }

  /** Something that is stored: a draft, a submission, giving up. @throws TooManyRequests */
  write(asker: Asker): void {
    take(this.#writes, asker, (whose, _, when) => new TooManyRequests(whose === 'learner'
      ? `You are saving more often than this server takes. Nothing is lost: your code is still in the editor, and it can be saved again in ${seconds(when)}.`
      : `So much is being saved from your network that this server makes a pause. Your code is still in the editor; it can be saved again in ${seconds(when)}.`, when));
  }

  /** Somebody whom nobody knows yet becomes a guest. @throws TooManyRequests */
  newcomer(address: string): void {
    const when = this.#newcomers.wait(address);
    if (when > 0) throw new TooManyRequests(`So many new guests have come from your network that this server makes a pause; try again in ${seconds(when)}. If you block cookies, this site takes you for somebody new each time.`, when);
    this.#newcomers.spend(address);
  }
}

/** From both buckets or from none, so that being refused costs nothing. */
function take(from: Record<'learner' | 'address', Allowance>, asker: Asker, refusal: (whose: 'learner' | 'address', perMinute: number, when: number) => Error): void {
  const owners = [...(asker.learner === undefined ? [] : [['learner', asker.learner] as const]), ['address', asker.address] as const];
  for (const [whose, owner] of owners) {
    const when = from[whose].wait(owner);
    if (when > 0) throw refusal(whose, from[whose].perMinute, when);
  }
  for (const [whose, owner] of owners) from[whose].spend(owner);
}

function seconds(count: number): string {
  return `${count} ${count === 1 ? 'second' : 'seconds'}`;
}

import type { Stop } from '../contract/observation.ts';
import type { JudgedCase } from './judge-case.ts';

/** What of a run tells one wrong answer from another. Stays on the server: it speaks of hidden cases, too. */
export interface Fingerprint {
  /** False when the code did not parse or start, and when its runner crashed: neither tells what the code does. */
  telling: boolean;
  passed: boolean;
  /** In the order of the run. `kind` is the kind of outcome, `actual` the value that came, for choosing among several. */
  cases: { kind: string; actual: string }[];
}

export function fingerprintOf(stop: Stop, judged: JudgedCase[]): Fingerprint {
  return {
    telling: stop.reason !== 'not-loaded' && stop.reason !== 'crashed',
    passed: stop.reason === 'finished' && judged.every(({ judgement }) => judgement.status === 'passed'),
    cases: judged.map(({ judgement }) => ({ kind: `${judgement.status}: ${judgement.kind}`, actual: judgement.actual ?? '' })),
  };
}

/**
 * How well a run agrees with one of a mistake: undefined when it does not fail the same cases with the same kind of
 * outcome, else the number of cases whose actual values agree as well.
 */
export function agreement(run: Fingerprint, mistake: Fingerprint): number | undefined {
  if (!run.telling || !mistake.telling || run.passed || mistake.passed) return undefined;
  if (run.cases.length !== mistake.cases.length) return undefined;
  if (run.cases.some((one, index) => one.kind !== mistake.cases[index]?.kind)) return undefined;
  return run.cases.filter((one, index) => one.actual === mistake.cases[index]?.actual).length;
}

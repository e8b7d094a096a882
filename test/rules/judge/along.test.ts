import { anything, array, assert, constantFrom, nat, oneof, property } from 'fast-check';
import { expect, it } from 'vitest';
import type { Tests } from '../../../server/contract/exercise.ts';
import type { Observation } from '../../../server/contract/observation.ts';
import type { TestResult } from '../../../server/contract/report.ts';
import { inputsOf, judge, judgeAlong } from '../../../server/judge/judge.ts';
import { callCase, outcome, returned, threw, waits } from './outcomes.ts';

const tests: Tests = { kind: 'call', function: 'f', cases: [
  callCase('hidden', { args: [7], returns: 3, hidden: true, hint: 'for the hidden one' }), callCase('one', { args: [1], returns: 1, hint: 'for one' }), callCase('two', { args: [2], returns: 2 }),
] };
const { cases } = inputsOf(tests, 'all');

function along(observations: unknown[]): TestResult[] {
  const results: TestResult[] = [];
  const judging = judgeAlong(tests, cases, (result) => { results.push(result); });
  for (const observation of observations) judging.observed(observation as Observation);
  return results;
}

it('gives each test as the report has it but for the hint, in the order of the run', () => {
  const observations = [returned(0, 1, 'printed'), threw(1, { name: 'TypeError', message: 'no' }), returned(2, 4, 'secret 7')];
  const report = judge(tests, cases, outcome(observations));
  const results = along(observations);
  expect(results.map(({ name }) => name)).toEqual(['one', 'two', 'hidden']);
  expect(results.every((result) => result.hint === undefined)).toBe(true);
  for (const result of results) expect(report.tests.find(({ name }) => name === result.name)).toMatchObject(JSON.parse(JSON.stringify(result)) as object);
  expect(results[2]).toEqual({ name: 'hidden', status: 'failed', hidden: true, durationMs: 1 });
});

it('waits for a case that is missing before it gives the ones after it', () => {
  expect(along([returned(2, 3), returned(0, 1)]).map(({ name }) => name)).toEqual(['one']);
  expect(along([returned(2, 3), returned(0, 1), waits(1)]).map(({ name, status }) => `${name} ${status}`)).toEqual(['one passed', 'two error', 'hidden passed']);
});

it('says of whatever order of observations, doubled ones among them, nothing that the report takes back', () => {
  const some = oneof(nat(4).map((index) => returned(index, index + 1)), constantFrom(waits(0), waits(2), threw(1, { name: 'E', message: '' })), anything().map((value) => returned(1, value as never)));
  assert(property(array(some, { maxLength: 6 }), (observations) => {
    const first = cases.map((_, index) => observations.find((one) => one.index === index));
    const report = judge(tests, cases, outcome(first));
    for (const result of along(observations)) expect(report.tests.find(({ name }) => name === result.name)?.status).toBe(result.status);
  }));
});

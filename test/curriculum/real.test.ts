import { expect, it } from 'vitest';
import { loadCurriculum } from '../../server/curriculum/load.ts';
import { formatProblem } from '../../server/curriculum/problem.ts';

// That its solutions pass and its mistakes fail is proven by `npm run curriculum check`.
it('the real curriculum is read without a problem', async () => {
  const { curriculum, problems } = await loadCurriculum('curriculum');
  expect(problems.map(formatProblem)).toEqual([]);
  expect(curriculum.exercises.size).toBeGreaterThan(100);
}, 60_000);

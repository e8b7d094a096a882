import { expect, it } from 'vitest';
import { exerciseForLearner } from '../../server/curriculum/for-learner.ts';
import { renderLesson } from '../../server/curriculum/lesson-body.ts';
import { loadCurriculum } from '../../server/curriculum/load.ts';
import { prerender } from '../../server/curriculum/prerender.ts';
import { folderWith, smallCurriculum } from './small-curriculum.ts';

it('renders lessons and exercises, so that whoever comes next waits for nothing, and lets others have their turn', async () => {
  await using folder = await folderWith(smallCurriculum);
  const { curriculum } = await loadCurriculum(folder.dir);
  let turns = 0;
  let done = false;
  const count = () => { turns += 1; if (!done) setImmediate(count); };
  setImmediate(count);
  await prerender(curriculum);
  done = true;
  expect(turns).toBeGreaterThan(1);
  // Rendered already: it is there before the event loop turns once more.
  let turned = false;
  setImmediate(() => { turned = true; });
  const [lesson, exercise] = await Promise.all([renderLesson(curriculum.getLesson('sums')), exerciseForLearner(curriculum.getExercise('sum-of'))]);
  expect([turned, lesson.blocks.length, exercise.id]).toEqual([false, 4, 'sum-of']);
});

import { setImmediate } from 'node:timers/promises';
import type { Curriculum } from './curriculum.ts';
import { exerciseForLearner } from './for-learner.ts';
import { renderLesson } from './lesson-body.ts';

/**
 * Renders every lesson and exercise once, so that nobody's first view waits for it. One after the other, with a turn for
 * requests in between; what was rendered before costs nothing. Never rejects: a part that cannot be rendered says so to
 * whoever opens it.
 */
export async function prerender(curriculum: Curriculum): Promise<void> {
  const lessons = curriculum.tracks.flatMap((track) => curriculum.lessonsOf(track));
  const renderings: (() => Promise<unknown>)[] = lessons.flatMap((lesson) => [
    () => renderLesson(lesson),
    ...curriculum.exercisesOf(lesson).map((exercise) => () => exerciseForLearner(exercise)),
  ]);
  for (const render of renderings) {
    await setImmediate();
    await render().catch(() => undefined);
  }
}

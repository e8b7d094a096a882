import { Hono } from 'hono';
import type { Exercise } from '../contract/exercise.ts';
import { paths } from '../contract/paths.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { SolutionView } from '../contract/views.ts';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { answerPage, frameFor, idIn, readerOf } from '../page.tsx';
import { attemptState, mayRevealSolution } from '../progress/attempt.ts';
import type { Standing } from '../progress/state.ts';
import type { AppEnv, Services } from '../services.ts';
import { SolutionPage } from '../../web/pages/solution.tsx';
import { type Solution, solutionsOf } from './solution.ts';

/** The solution in every language, two of them side by side. */
export function solutionPages(services: Services) {
  return new Hono<AppEnv>().get(paths.solution(':id'), async (c) => {
    const curriculum = services.curriculum.current();
    const exercise = curriculum.getExercise(idIn(c));
    const reader = await readerOf(services, c);
    if (!mayRevealSolution[attemptState(reader.standing, exercise.id)]) throw new Forbidden('The solution is shown once you have solved the exercise or given up on it.');
    const view = solutionView(curriculum, reader.standing, exercise, await solutionsOf(exercise), { first: c.req.query('runtime'), second: c.req.query('beside') });
    const frame = frameFor(services, c, reader);
    return answerPage(c, { frame, title: `Solution: ${exercise.title}`, description: `The solution of ${exercise.title}, in every language.`, children: <SolutionPage frame={frame} view={view} /> });
  });
}

function solutionView(curriculum: Curriculum, standing: Standing, exercise: Exercise, solutions: Solution[], asked: { first?: string; second?: string }): SolutionView {
  const solvedIn = standing.solvedIn(exercise.id);
  const own = standing.attemptsAt(exercise.id).at(-1)?.runtime;
  const find = (runtime: Runtime | string | undefined) => solutions.find((solution) => solution.runtime === runtime);
  const first = find(asked.first) ?? find(own) ?? solutions[0];
  if (!first) throw new NotFound(`The exercise ${exercise.id} has no solution.`);
  const others = solutions.filter((solution) => solution !== first);
  const lesson = curriculum.getLesson(exercise.lessonId);
  const track = curriculum.getTrack(lesson.trackId);
  return {
    exercise: { id: exercise.id, title: exercise.title },
    track: { id: track.id, title: track.title },
    lesson: { id: lesson.id, title: lesson.title },
    first,
    second: others.find(({ runtime }) => runtime === asked.second) ?? others[0],
    runtimes: solutions.map(({ runtime }) => runtime),
    solvedIn,
  };
}

import { createRoute } from '@hono/zod-openapi';
import { enrol } from '../accounts/guest.ts';
import { answers, apiRoutes, exerciseParams } from '../api-route.ts';
import { solutionSchema } from '../contract/api.ts';
import { paths } from '../contract/paths.ts';
import { Forbidden } from '../errors.ts';
import { attemptState, mayRevealSolution } from '../progress/attempt.ts';
import { Standing } from '../progress/state.ts';
import { readEvents } from '../progress/store.ts';
import type { Services } from '../services.ts';
import { solutionsOf } from './solution.ts';
import { giveUp } from './store.ts';

export function solutionRoutes({ curriculum, database, guests }: Services) {
  return apiRoutes()
    .openapi(createRoute({
      method: 'get',
      path: paths.api.solution('{id}'),
      summary: 'Read the solution',
      description: 'Only after you have solved the exercise or given up on it.',
      request: { params: exerciseParams },
      responses: answers('The solution in every language', solutionSchema, [403, 404, 503]),
    }), async (c) => {
      const exercise = curriculum.current().getExercise(c.req.valid('param').id);
      const standing = new Standing(await readEvents(database.queries, await guests.find(c)));
      if (!mayRevealSolution[attemptState(standing, exercise.id)]) throw new Forbidden('The solution is shown once you have solved the exercise or given up on it.');
      return c.json({ solutions: await solutionsOf(exercise) }, 200);
    })
    .openapi(createRoute({
      method: 'post',
      path: paths.api.giveUp('{id}'),
      summary: 'Give up and read the solution',
      description: 'You can still solve the exercise afterwards.',
      request: { params: exerciseParams },
      responses: answers('The solution in every language', solutionSchema, [404, 503]),
    }), async (c) => {
      const exercise = curriculum.current().getExercise(c.req.valid('param').id);
      await giveUp(database.queries, await enrol(guests, database.queries, c), exercise.id);
      return c.json({ solutions: await solutionsOf(exercise) }, 200);
    });
}

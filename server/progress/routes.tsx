import { createRoute } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { answers, apiRoutes } from '../api-route.ts';
import { progressSchema } from '../contract/api.ts';
import { paths } from '../contract/paths.ts';
import { isUnavailable, PAGE_PATIENCE_MS, within } from '../database/unavailable.ts';
import { DatabaseUnavailable } from '../errors.ts';
import { answerPage, frameFor } from '../page.tsx';
import type { AppEnv, Services } from '../services.ts';
import { ProgressPage } from '../../web/pages/progress.tsx';
import { progressOf } from './overview.ts';
import { Standing } from './state.ts';
import { readEvents } from './store.ts';

export function progressRoutes({ guests, database, curriculum }: Services) {
  return apiRoutes().openapi(createRoute({
    method: 'get',
    path: paths.api.progress(),
    summary: 'Read your progress',
    description: 'Every figure comes with the ids of the submissions it is computed from.',
    responses: answers('The progress', progressSchema, [503]),
  }), async (c) => {
    const standing = new Standing(await readEvents(database.queries, await guests.find(c)));
    return c.json(progressOf(curriculum.current(), standing), 200);
  });
}

export function progressPages(services: Services) {
  const { guests, database, curriculum } = services;
  return new Hono<AppEnv>().get(paths.progress(), async (c) => {
    const learnerId = await guests.find(c);
    const events = await within(PAGE_PATIENCE_MS, readEvents(database.queries, learnerId)).catch((error: unknown) => {
      if (isUnavailable(error)) throw new DatabaseUnavailable('Your progress is safe, but it cannot be read right now because the database does not answer. Lessons and the playground still work.', 5);
      throw error;
    });
    const standing = new Standing(events);
    const frame = frameFor(services, c, { learnerId, standing, known: true });
    const view = { progress: progressOf(curriculum.current(), standing), guest: true };
    return answerPage(c, { frame, title: 'Progress', description: 'What you have started and solved, and where to go on.', children: <ProgressPage frame={frame} view={view} /> });
  });
}

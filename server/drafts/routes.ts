import { createRoute, z } from '@hono/zod-openapi';
import { enrol } from '../accounts/guest.ts';
import { answers, apiRoutes, exerciseParams, jsonBody } from '../api-route.ts';
import { draftBodySchema, draftSchema } from '../contract/api.ts';
import { paths } from '../contract/paths.ts';
import { runtimeSchema } from '../contract/runtimes.ts';
import { chooseRuntime } from '../runs/report.ts';
import type { Services } from '../services.ts';
import { readDraft, saveDraft, type StoredDraft } from './store.ts';

export function draftRoutes({ curriculum, database, guests }: Services) {
  return apiRoutes()
    .openapi(createRoute({
      method: 'get',
      path: paths.api.draft('{id}'),
      summary: 'Read your draft',
      description: 'The starter, with `savedAt` null, when you have saved nothing.',
      request: { params: exerciseParams, query: z.object({ runtime: runtimeSchema.optional() }) },
      responses: answers('The draft', draftSchema, [404, 422, 503]),
    }), async (c) => {
      const exercise = curriculum.current().getExercise(c.req.valid('param').id);
      const runtime = chooseRuntime(exercise, c.req.valid('query').runtime);
      return c.json(asJson(await readDraft(database.queries, { learnerId: await guests.find(c), exercise, runtime })), 200);
    })
    .openapi(createRoute({
      method: 'put',
      path: paths.api.draft('{id}'),
      summary: 'Save your draft',
      description: 'Saving the starter over other code is a reset; it can be undone. With `base`, the `savedAt` that you last saw (null: none), a newer draft with other code is not written over but answered with 409; without it the last write wins.',
      request: { params: exerciseParams, body: jsonBody(draftBodySchema) },
      responses: answers('The draft as it is kept', draftSchema, [400, 404, 409, 413, 415, 422, 503]),
    }), async (c) => {
      const body = c.req.valid('json');
      const exercise = curriculum.current().getExercise(c.req.valid('param').id);
      const runtime = chooseRuntime(exercise, body.runtime);
      const learnerId = await enrol(guests, database.queries, c);
      return c.json(asJson(await saveDraft(database.queries, { learnerId, exercise, runtime }, body.code, body.base)), 200);
    });
}

function asJson({ runtime, code, savedAt }: StoredDraft) {
  return { runtime, code, savedAt: savedAt?.toISOString() ?? null };
}

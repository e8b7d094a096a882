import { createRoute, z } from '@hono/zod-openapi';
import { enrol } from '../accounts/guest.ts';
import { answers, apiRoutes, exerciseParams, jsonBody, submissionParams } from '../api-route.ts';
import { runBodySchema, submissionReportSchema, submissionSchema, submissionSummarySchema } from '../contract/api.ts';
import { submissionEventSchema } from '../contract/stream.ts';
import { paths } from '../contract/paths.ts';
import { NotFound } from '../errors.ts';
import { chooseRuntime } from '../runs/report.ts';
import { allowRun } from '../runs/allow-run.ts';
import { answerReport, reportAnswers, telling } from '../runs/stream.ts';
import type { Services } from '../services.ts';
import { findSubmission, listSubmissions } from './store.ts';

const uuid = z.uuid();

export function submissionRoutes(services: Services) {
  const { curriculum, database, desk, guests } = services;
  return apiRoutes()
    .openapi(createRoute({
      method: 'post',
      path: paths.api.submissions('{id}'),
      summary: 'Submit a solution',
      description: 'Stores the code, executes it against all test cases and stores the verdict. It goes on when the client goes away, and after a restart of the server.',
      request: { params: exerciseParams, body: jsonBody(runBodySchema) },
      responses: reportAnswers('What happened', submissionReportSchema, submissionEventSchema, [400, 404, 413, 415, 422, 429, 503]),
    }), async (c) => {
      const { runtime, code } = c.req.valid('json');
      const exercise = curriculum.current().getExercise(c.req.valid('param').id);
      const attempt = { runtime: chooseRuntime(exercise, runtime), code };
      await allowRun(services, c);
      const learnerId = await enrol(guests, database.queries, c);
      const answer = await answerReport(services, c, (emit) => {
        let submissionId: string | undefined;
        return desk.submit(learnerId, exercise, attempt, {
          onStored: (id) => { submissionId = id; },
          ...telling(emit, () => ({ submissionId })),
        });
      });
      return answer instanceof Response ? answer : c.json(answer, 200);
    })
    .openapi(createRoute({
      method: 'get',
      path: paths.api.submission('{id}'),
      summary: 'Read one of your submissions',
      request: { params: submissionParams },
      responses: answers('The submission', submissionSchema, [404, 503]),
    }), async (c) => {
      const { id } = c.req.valid('param');
      const learnerId = await guests.find(c);
      const submission = learnerId && uuid.safeParse(id).success ? await findSubmission(database.queries, learnerId, id) : undefined;
      if (!submission) throw new NotFound(`You have no submission ${id}.`);
      return c.json(submission, 200);
    })
    .openapi(createRoute({
      method: 'get',
      path: paths.api.history('{id}'),
      summary: 'List your submissions to an exercise, newest first',
      request: { params: exerciseParams },
      responses: answers('The submissions', z.array(submissionSummarySchema), [404, 503]),
    }), async (c) => {
      const exercise = curriculum.current().getExercise(c.req.valid('param').id);
      const learnerId = await guests.find(c);
      return c.json(learnerId ? await listSubmissions(database.queries, learnerId, exercise.id) : [], 200);
    });
}

import { createRoute } from '@hono/zod-openapi';
import { apiRoutes, exerciseParams, jsonBody } from '../api-route.ts';
import { runBodySchema } from '../contract/api.ts';
import { runEventSchema } from '../contract/stream.ts';
import { paths } from '../contract/paths.ts';
import { runReportSchema } from '../contract/report.ts';
import type { Services } from '../services.ts';
import { allowRun } from './allow-run.ts';
import { chooseRuntime, reportOf } from './report.ts';
import { answerReport, goneSignal, reportAnswers, telling } from './stream.ts';

/** Runs of the visible test cases; nothing is stored, so they work without a database. */
export function runRoutes(services: Services) {
  return apiRoutes().openapi(createRoute({
    method: 'post',
    path: paths.api.runs('{id}'),
    summary: 'Run the visible test cases',
    description: 'Executes the code once against the visible cases. Nothing is stored; a client that goes away ends its run.',
    request: { params: exerciseParams, body: jsonBody(runBodySchema) },
    responses: reportAnswers('What happened', runReportSchema, runEventSchema, [400, 404, 413, 415, 422, 429, 503]),
  }), async (c) => {
    const { runtime, code } = c.req.valid('json');
    const exercise = services.curriculum.current().getExercise(c.req.valid('param').id);
    const attempt = { runtime: chooseRuntime(exercise, runtime), code };
    const owner = await allowRun(services, c);
    const signal = goneSignal(c);
    const answer = await answerReport(services, c, (emit) => reportOf(services, exercise, attempt, 'visible', { owner, signal, ...telling(emit) }));
    if (answer instanceof Response) return answer;
    c.header('Vary', 'Accept-Encoding'); // else compress() sets it on the finished answer, which has to be made anew for that: 0.1 ms
    return c.json(answer, 200);
  });
}

import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { Guests } from './accounts/guest.ts';
import { apiDocs } from './api-docs.tsx';
import { assetRoutes } from './assets.ts';
import { paths } from './contract/paths.ts';
import { DatasetBook } from './datasets/book.ts';
import { datasetRoutes } from './datasets/routes.ts';
import { draftRoutes } from './drafts/routes.ts';
import { Metrics } from './health/metrics.ts';
import { healthRoutes } from './health/routes.ts';
import { watchSandbox } from './health/watched-sandbox.ts';
import { MistakeBook } from './judge/mistakes.ts';
import { fallbackLog } from './logging/log.ts';
import { watchRequests } from './logging/requests.ts';
import { playgroundPages, playgroundRoutes } from './playground/routes.tsx';
import { answerError, answerNotFound, answerWrongMethod } from './problems.tsx';
import { progressPages, progressRoutes } from './progress/routes.tsx';
import { readingPages, readingRoutes } from './reading/routes.tsx';
import { Allowances } from './runs/allowances.ts';
import { reportOf } from './runs/report.ts';
import { runRoutes } from './runs/routes.ts';
import { limitBodies, sameSiteOnly, securityHeaders, wellFormedHost } from './security.ts';
import type { AppEnv, Deps, Services } from './services.ts';
import { solutionPages } from './solutions/page.tsx';
import { solutionRoutes } from './solutions/routes.ts';
import { SubmissionDesk } from './submissions/desk.ts';
import { submissionRoutes } from './submissions/routes.ts';
import { workspacePages } from './workspace/routes.tsx';

/** A longer one, or one with other characters than letters, digits, `-`, `_` and `=`, is replaced by our own. */
const REQUEST_ID_CHARACTERS = 64;

/**
 * The whole site over what was opened for it. Opens nothing itself; `desk` is handed out so that the owner can begin
 * the judging of left-over submissions and wait for it at the end, `datasets` so that they can be looked at before anybody asks.
 */
export function createApp(deps: Deps) {
  const { publicUrl, sessionSecret, runsPerMinute } = deps.settings;
  const log = deps.log ?? fallbackLog();
  const metrics = new Metrics(deps.sandbox);
  const sandbox = watchSandbox(deps.sandbox, metrics);
  deps.database.watch((outcome, ms) => { metrics.queried(outcome, ms); });
  const mistakes = new MistakeBook(sandbox, deps.mistakeMemory);
  const datasets = new DatasetBook(sandbox, deps.datasetMemory);
  const desk = new SubmissionDesk(deps.database, deps.curriculum,
    (exercise, attempt, options) => reportOf({ sandbox, mistakes, metrics }, exercise, attempt, 'all', options),
    (error, what) => { log.error({ err: error }, what); });
  const allowances = new Allowances(runsPerMinute);
  const services: Services = {
    ...deps, sandbox, mistakes, datasets, metrics, desk, allowances, log,
    guests: new Guests(sessionSecret, publicUrl, allowances),
  };

  const app = new OpenAPIHono<AppEnv>();
  app.onError(answerError(services));
  app.notFound(answerNotFound(services));
  app.use(requestId({ limitLength: REQUEST_ID_CHARACTERS }), watchRequests(services), securityHeaders(publicUrl), wellFormedHost(), compress(), methodNotAllowed({ app, onMethodNotAllowed: answerWrongMethod }), sameSiteOnly(publicUrl), limitBodies());
  app.use(paths.api.curriculum(), etag());

  for (const routes of [runRoutes, submissionRoutes, draftRoutes, solutionRoutes, progressRoutes, playgroundRoutes, readingRoutes, datasetRoutes]) app.route('/', routes(services));
  app.route('/', apiDocs(services, app));
  for (const routes of [readingPages, workspacePages, solutionPages, playgroundPages, progressPages, healthRoutes, assetRoutes]) app.route('/', routes(services));
  return { app, desk, datasets };
}

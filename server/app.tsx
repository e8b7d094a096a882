import { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { Guests } from './accounts/guest.ts';
import { apiDocs } from './api-docs.tsx';
import { assetRoutes } from './assets.ts';
import { paths } from './contract/paths.ts';
import { draftRoutes } from './drafts/routes.ts';
import { Metrics } from './health/metrics.ts';
import { healthRoutes } from './health/routes.ts';
import { MistakeBook } from './judge/mistakes.ts';
import { playgroundPages, playgroundRoutes } from './playground/routes.tsx';
import { answerError, answerNotFound, answerWrongMethod } from './problems.tsx';
import { progressPages, progressRoutes } from './progress/routes.tsx';
import { readingPages, readingRoutes } from './reading/routes.tsx';
import { Allowance } from './runs/allowance.ts';
import { reportOf } from './runs/report.ts';
import { runRoutes } from './runs/routes.ts';
import { limitBodies, sameSiteOnly, securityHeaders } from './security.ts';
import type { AppEnv, Deps, Services } from './services.ts';
import { solutionRoutes } from './solutions/routes.ts';
import { SubmissionDesk } from './submissions/desk.ts';
import { submissionRoutes } from './submissions/routes.ts';
import { workspacePages } from './workspace/routes.tsx';

/**
 * The whole site over what was opened for it. Opens nothing itself; `desk` is handed out so that the owner can begin
 * the judging of left-over submissions and wait for it at the end.
 */
export function createApp(deps: Deps) {
  const { publicUrl, sessionSecret, runsPerMinute } = deps.settings;
  const mistakes = new MistakeBook(deps.sandbox);
  const metrics = new Metrics(deps.sandbox);
  const desk = new SubmissionDesk(deps.database, deps.curriculum,
    (exercise, attempt, options) => reportOf({ sandbox: deps.sandbox, mistakes, metrics }, exercise, attempt, 'all', options));
  const services: Services = {
    ...deps, mistakes, metrics, desk,
    guests: new Guests(sessionSecret, publicUrl?.startsWith('https:') ?? false),
    allowance: new Allowance(runsPerMinute),
  };

  const app = new OpenAPIHono<AppEnv>();
  app.onError(answerError(services));
  app.notFound(answerNotFound(services));
  app.use(securityHeaders(publicUrl), compress(), methodNotAllowed({ app, onMethodNotAllowed: answerWrongMethod }), sameSiteOnly(publicUrl), limitBodies());
  app.use(paths.api.curriculum(), etag());

  for (const routes of [runRoutes, submissionRoutes, draftRoutes, solutionRoutes, progressRoutes, playgroundRoutes, readingRoutes]) app.route('/', routes(services));
  app.route('/', apiDocs(services, app));
  for (const routes of [readingPages, workspacePages, playgroundPages, progressPages, healthRoutes, assetRoutes]) app.route('/', routes(services));
  return { app, desk };
}

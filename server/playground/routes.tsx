import { createRoute } from '@hono/zod-openapi';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { apiRoutes, jsonBody, unprocessable } from '../api-route.ts';
import { type PlaygroundBody, playgroundBodySchema } from '../contract/api.ts';
import { runEventSchema } from '../contract/stream.ts';
import { paths } from '../contract/paths.ts';
import { type RunReport, runReportSchema } from '../contract/report.ts';
import { availableRuntimes, isAvailable, type Runtime, runtimeFacts, runtimeSchema } from '../contract/runtimes.ts';
import type { RunOptions } from '../contract/sandbox.ts';
import type { PlaygroundView } from '../contract/views.ts';
import type { Curriculum } from '../curriculum/curriculum.ts';
import { sharedContent, sharedHtml } from '../datasets/html.tsx';
import { soon } from '../datasets/book.ts';
import { getSharedDataset, offeredDatasets } from '../datasets/offered.ts';
import { KnownError, NotFound, Unprocessable } from '../errors.ts';
import { executePlayground } from '../judge/execute.ts';
import { answerPage, frameFor, readerOf } from '../page.tsx';
import { allowRun } from '../runs/allow-run.ts';
import { answerReport, goneSignal, reportAnswers, telling } from '../runs/stream.ts';
import type { AppEnv, Services } from '../services.ts';
import { readForm, textArea } from '../workspace/form.ts';
import { PlaygroundPage } from '../../web/pages/playground.tsx';
import { firstProgram, firstPrograms } from './first-program.ts';

/** The general door to every runtime. */
export function playgroundRoutes(services: Services) {
  return apiRoutes().openapi(createRoute({
    method: 'post',
    path: paths.api.playgroundRuns(),
    summary: 'Run any program',
    description: 'Executes a program with its input and files; `requests` drive an HTTP program and come back as `responses`. Nothing is stored.',
    request: { body: jsonBody(playgroundBodySchema) },
    responses: reportAnswers('What happened; `tests` is empty', runReportSchema, runEventSchema, [400, 413, 415, 422, 429, 503]),
  }), async (c) => {
    const body = c.req.valid('json');
    assertAvailable(body.runtime);
    const owner = await allowRun(services, c);
    const signal = goneSignal(c);
    const answer = await answerReport(services, c, (emit) => play(services, body, { owner, signal, ...telling(emit) }));
    return answer instanceof Response ? answer : c.json(answer, 200);
  });
}

const playgroundForm = z.object({
  runtime: runtimeSchema,
  code: textArea.pipe(playgroundBodySchema.shape.code),
  stdin: textArea.pipe(z.string().max(256 * 1024)).default(''),
  dataset: z.string().max(255).default(''),
  action: z.enum(['run', 'open']),
});

export function playgroundPages(services: Services) {
  return new Hono<AppEnv>()
    .get(paths.playground(), (c) => {
      const asked = c.req.query('runtime');
      const runtime = availableRuntimes.find((name) => name === asked) ?? availableRuntimes[0];
      return answerPlayground(services, c, { runtime, code: firstProgram(runtime), stdin: '', dataset: '' });
    })
    .post(paths.playground(), async (c) => {
      const parsed = playgroundForm.safeParse(await readForm(c));
      if (!parsed.success) throw unprocessable(parsed.error);
      const { action, ...sent } = parsed.data;
      const program = { ...sent, opened: true };
      if (action === 'open') return answerPlayground(services, c, { ...program, opened: true });
      try {
        assertAvailable(program.runtime);
        const owner = await allowRun(services, c);
        return await answerPlayground(services, c, { ...program, report: await play(services, sent, { owner, signal: goneSignal(c) }) });
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
        if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter));
        return answerPlayground(services, c, { ...program, notice: { kind: 'caution', text: error.message } }, error.status);
      }
    });
}

/** @throws Unprocessable when there is no such dataset */
async function play({ sandbox, metrics, curriculum }: Services, { dataset = '', ...body }: PlaygroundBody, options: RunOptions): Promise<RunReport> {
  const report = await executePlayground(sandbox, body, options, dataset === '' ? undefined : setupOf(curriculum.current(), body.runtime, dataset));
  metrics.count('playground', body.runtime, report);
  return report;
}

function setupOf(curriculum: Curriculum, runtime: Runtime, name: string): string {
  try {
    return getSharedDataset(curriculum, runtime, name).setup;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw new Unprocessable(error.message, [{ path: 'dataset', message: error.message }]);
  }
}

async function answerPlayground(
  services: Services, c: Context<AppEnv>, shown: Omit<PlaygroundView, 'runtimes' | 'programs' | 'datasets' | 'datasetHtml'>, status: Parameters<typeof answerPage>[2] = 200,
): Promise<Response> {
  const frame = frameFor(services, c, await readerOf(services, c));
  const curriculum = services.curriculum.current();
  const view: PlaygroundView = {
    ...shown, runtimes: [...availableRuntimes], programs: firstPrograms,
    datasets: offeredDatasets(curriculum).map(({ runtime, name }) => ({ runtime, name })),
    datasetHtml: await htmlOf(services, shown),
  };
  return answerPage(c, {
    frame, title: 'Playground', description: 'Run any program, with its input, in a sandbox.', island: 'playground', islandView: view,
    children: <PlaygroundPage frame={frame} view={view} />,
  }, status);
}

/** What is in the dataset that is chosen; the page stands without it when it cannot be had now. */
async function htmlOf({ curriculum, datasets }: Services, { runtime, dataset }: Pick<PlaygroundView, 'runtime' | 'dataset'>): Promise<string | undefined> {
  if (dataset === '') return undefined;
  try {
    const shared = getSharedDataset(curriculum.current(), runtime, dataset);
    return await sharedHtml(shared, await soon(sharedContent(datasets, shared)));
  } catch (error) {
    if (error instanceof KnownError) return undefined;
    throw error;
  }
}

function assertAvailable(runtime: Runtime): void {
  if (isAvailable(runtime)) return;
  const message = `${runtimeFacts[runtime].label} cannot run here yet; ${availableRuntimes.map((name) => runtimeFacts[name].label).join(' and ')} can.`;
  throw new Unprocessable(message, [{ path: 'runtime', message }]);
}

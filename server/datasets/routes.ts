import { createRoute } from '@hono/zod-openapi';
import { answers, apiRoutes, exerciseParams } from '../api-route.ts';
import { z } from '@hono/zod-openapi';
import { datasetsSchema, sharedDatasetsSchema, shownDatasetSchema } from '../contract/dataset.ts';
import { runtimeSchema } from '../contract/runtimes.ts';
import { paths } from '../contract/paths.ts';
import { NotFound } from '../errors.ts';
import type { Services } from '../services.ts';
import { canBeAsked } from './book.ts';
import { visibleData } from './data.ts';
import { sharedContent, sharedHtml } from './html.tsx';
import { getSharedDataset, offeredDatasets } from './offered.ts';

const word = z.string().min(1).max(100);
const nameParams = z.object({ track: word.openapi({ example: 'databases' }), database: word.openapi({ example: 'shop' }), dataset: word.openapi({ example: 'small' }) });

/** What is in databases, for whoever wants to complete their names or draw them. */
export function datasetRoutes({ curriculum, datasets: book }: Services) {
  return apiRoutes().openapi(createRoute({
    method: 'get',
    path: paths.api.tables('{id}'),
    summary: 'Read what is in the database of an exercise',
    description: 'Columns, keys and the first rows of tables, fields and the first documents of collections, as the database tells them. Only of datasets that visible tests run on.',
    request: { params: exerciseParams },
    responses: answers('What is in it', datasetsSchema, [404, 503]),
  }), async (c) => {
    const exercise = curriculum.current().getExercise(c.req.valid('param').id);
    const data = visibleData(exercise).filter(canBeAsked);
    const datasets = data.length === 0 ? undefined : await book.datasets(data);
    if (!datasets) throw new NotFound(`The exercise ${exercise.id} has no tables to begin with.`);
    return c.json({ datasets }, 200);
  }).openapi(createRoute({
    method: 'get',
    path: paths.api.datasets(),
    summary: 'List the datasets of tracks',
    description: 'A run in the playground may begin on any of them.',
    responses: answers('Their names', sharedDatasetsSchema, []),
  }), (c) => c.json({ datasets: offeredDatasets(curriculum.current()).map(({ runtime, name }) => ({ runtime, name })) }, 200)).openapi(createRoute({
    method: 'get',
    path: paths.api.dataset('{track}/{database}/{dataset}'),
    summary: 'Read a dataset of a track',
    description: 'Its tables or collections as the database tells them, if it has any; `html` shows all of it.',
    request: { params: nameParams, query: z.object({ runtime: runtimeSchema.default('sql') }) },
    responses: answers('What is in it', shownDatasetSchema, [404, 503]),
  }), async (c) => {
    const { track, database, dataset } = c.req.valid('param');
    const shared = getSharedDataset(curriculum.current(), c.req.valid('query').runtime, `${track}/${database}/${dataset}`);
    const datasets = await sharedContent(book, shared);
    return c.json({ runtime: shared.runtime, name: shared.name, datasets: datasets ?? [], html: await sharedHtml(shared, datasets) }, 200);
  });
}

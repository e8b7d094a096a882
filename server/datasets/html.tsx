import { createHash } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import type { Dataset } from '../contract/dataset.ts';
import type { Exercise } from '../contract/exercise.ts';
import { paths } from '../contract/paths.ts';
import { type QueryRuntime, queryRuntimes } from '../contract/runtimes.ts';
import type { SharedDataset } from '../curriculum/curriculum.ts';
import { remember } from '../curriculum/memory.ts';
import { CollectionSection } from '../../web/components/collections.tsx';
import { DatasetSection, DatasetText } from '../../web/components/dataset.tsx';
import { canBeAsked, type DatasetBook, soon } from './book.ts';
import { type Data, visibleData } from './data.ts';
import { draw } from './drawing.ts';
import { sourcesOf } from './sources.ts';

/**
 * What there is to ask in an exercise about a database, as HTML: what the database tells of itself, or, while it cannot be asked, the
 * text that makes it. Undefined when the exercise is about no database.
 */
export async function datasetHtml(book: DatasetBook, exercise: Exercise): Promise<string | undefined> {
  const data = visibleData(exercise);
  if (data.length === 0) return undefined;
  const parts = await Promise.all(queryRuntimes.map(async (runtime) => {
    const ofRuntime = data.filter((one) => one.runtime === runtime);
    return ofRuntime.length === 0 ? '' : htmlOf(runtime, ofRuntime, await ask(book, ofRuntime), paths.api.tables(exercise.id));
  }));
  return parts.join('');
}

async function ask(book: DatasetBook, data: Data[]): Promise<Dataset[] | undefined> {
  return data.every(canBeAsked) ? soon(book.datasets(data)) : undefined;
}

/** What is in a track's dataset; undefined where it cannot be asked or made. @throws SandboxBusy when the queue is full */
export async function sharedContent(book: DatasetBook, shared: SharedDataset): Promise<Dataset[] | undefined> {
  const data = dataOf(shared);
  return canBeAsked(data) ? book.datasets([data]) : undefined;
}

/** The same as HTML. */
export async function sharedHtml(shared: SharedDataset, datasets: Dataset[] | undefined): Promise<string> {
  // Beside the playground's editor, what makes it only repeats what is shown.
  return htmlOf(shared.runtime, datasets ? [] : [dataOf(shared)], datasets, paths.api.dataset(shared.name, shared.runtime));
}

function dataOf({ runtime, name, setup }: SharedDataset): Data {
  return { runtime, name: name.slice(name.lastIndexOf('/') + 1), schema: '', rows: setup };
}

/** Rendered once for what it holds: to place the tables of a diagram takes some milliseconds. */
function htmlOf(runtime: QueryRuntime, data: Data[], datasets: Dataset[] | undefined, address: string): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify([runtime, data, datasets, address])).digest('base64url');
  return remember(`dataset ${key}`, () => render(runtime, data, datasets, address));
}

async function render(runtime: QueryRuntime, data: Data[], datasets: Dataset[] | undefined, address: string): Promise<string> {
  const sources = await sourcesOf(data);
  if (datasets && runtime === 'sql') return renderToString(<DatasetSection datasets={datasets} drawing={draw(datasets[0]?.tables ?? [])} sources={sources} address={address} />);
  if (datasets && runtime === 'documents') return renderToString(<CollectionSection datasets={datasets} sources={sources} address={address} />);
  return sources.length === 0 ? '' : renderToString(<DatasetText sources={sources} address={runtime === 'keyvalue' ? undefined : address} />);
}

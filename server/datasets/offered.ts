import type { Runtime } from '../contract/runtimes.ts';
import type { Curriculum, SharedDataset } from '../curriculum/curriculum.ts';
import { NotFound } from '../errors.ts';
import { contentOf, visibleData } from './data.ts';

const offered = new WeakMap<Curriculum, readonly SharedDataset[]>();

/** The datasets of tracks that visible tests run on: what only hidden ones run on is not for trying out. */
export function offeredDatasets(curriculum: Curriculum): readonly SharedDataset[] {
  const known = offered.get(curriculum);
  if (known) return known;
  const visible = new Set([...curriculum.exercises.values()].flatMap(visibleData).map(contentOf));
  const datasets = curriculum.datasets.filter(({ runtime, setup }) => visible.has(contentOf({ runtime, schema: setup, rows: '' })));
  offered.set(curriculum, datasets);
  return datasets;
}

/**
 * A dataset that is offered, or that an example in a lesson begins on.
 * @throws NotFound
 */
export function getSharedDataset(curriculum: Curriculum, runtime: Runtime, name: string): SharedDataset {
  const dataset = curriculum.findDataset(runtime, name);
  if (dataset && (offeredDatasets(curriculum).includes(dataset) || isInLesson(curriculum, dataset))) return dataset;
  throw new NotFound(`There is no dataset ${name} for ${runtime}.`);
}

function isInLesson(curriculum: Curriculum, { name }: SharedDataset): boolean {
  const [trackId = '', ...rest] = name.split('/');
  const mark = ` ${rest.join('/')}`;
  const track = curriculum.findTrack(trackId);
  return track !== undefined && curriculum.lessonsOf(track).some(({ body }) => body.split('\n').some((line) => /^\s*(?:```|~~~)/.test(line) && `${line} `.includes(`${mark} `)));
}

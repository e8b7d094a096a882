import { createApp } from '../../server/app.tsx';
import { paths } from '../../server/contract/paths.ts';
import { openCurriculum } from '../../server/curriculum/watch.ts';
import { openDatabase } from '../../server/database/open.ts';
import { openSandbox } from '../../server/sandbox/sandbox.ts';
import { readAssets } from '../../web/assets.ts';
import { type Figure, quantile } from './figures.ts';

const LESSON_MS = 5;

/** What the server takes for a lesson page, of every lesson in the curriculum, as a browser asks for it (compressed). */
export async function measurePages(options: { dataDir: string; distDir: string; curriculumDir: string }, runs: number): Promise<Figure[]> {
  const database = await openDatabase({ dataDir: options.dataDir });
  const sandbox = await openSandbox({ runners: 1 });
  const curriculum = await openCurriculum(options.curriculumDir, { watch: false, onProblems: () => undefined });
  try {
    const { app } = createApp({
      database, sandbox, curriculum, assets: readAssets(options.distDir), assetsDir: options.distDir,
      settings: { sessionSecret: 'only for as long as this takes, and nowhere else', runsPerMinute: 0 },
    });
    const lessons = curriculum.current().tracks.flatMap((track) => track.modules).flatMap((module) => module.lessons);
    const visit = async (id: string): Promise<number> => {
      const started = performance.now();
      const response = await app.request(paths.lesson(id), { headers: { 'accept-encoding': 'gzip' } });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`the lesson ${id} answered ${response.status}`);
      return performance.now() - started;
    };
    const first: number[] = [];
    for (const { id } of lessons) first.push(await visit(id));
    const samples = new Map<string, number[]>(lessons.map(({ id }) => [id, []]));
    for (let round = 0; round < Math.ceil(runs / lessons.length); round += 1) {
      for (const [id, taken] of samples) taken.push(await visit(id));
    }
    const medians = [...samples.values()].map((taken) => quantile(taken, 0.5));
    return [
      { name: 'lesson page, server time: median', value: quantile([...samples.values()].flat(), 0.5), unit: 'ms', target: LESSON_MS, note: `over ${lessons.length} lessons` },
      { name: 'lesson page, server time: the slowest lesson\'s median', value: Math.max(...medians), unit: 'ms' },
      { name: 'lesson page, first time after the start: median', value: quantile(first, 0.5), unit: 'ms', note: 'Markdown and highlighting are not cached yet' },
    ];
  } finally {
    await sandbox.close();
    await curriculum.close();
    await database.close();
  }
}

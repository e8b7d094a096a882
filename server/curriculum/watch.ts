import { watch as watchFiles } from 'chokidar';
import type { Curriculum } from './curriculum.ts';
import { CurriculumFolder } from './load.ts';
import { ParseCache } from './parse-cache.ts';
import type { CurriculumProblem } from './problem.ts';
import { formatProblem } from './problem.ts';

/** The curriculum as it stands now. Ask for it anew with every request: it is replaced when files change. */
export interface CurriculumSource {
  current(): Curriculum;
  close(): Promise<void>;
}

/** Editors and git write several files in a burst; this is how long it must be quiet before they are read. */
const QUIET_MS = 80;

/**
 * Loads a curriculum folder and, with `watch`, keeps up with it. A file that becomes broken counts with its last good
 * version. `onProblems` receives all problems there are whenever they differ from those before: also an empty list, once
 * everything is mended. In `cacheFolder` it keeps what it has parsed, so that the next start need not.
 */
export async function openCurriculum(dir: string, options: { watch: boolean; cacheFolder?: string; onProblems: (problems: CurriculumProblem[]) => void }): Promise<CurriculumSource> {
  const cache = options.cacheFolder === undefined ? undefined : await ParseCache.open(options.cacheFolder);
  const folder = new CurriculumFolder(dir, cache);
  let reported = '';
  const load = async (): Promise<Curriculum> => {
    const { curriculum, problems } = await folder.load();
    const lines = problems.map(formatProblem).join('\n');
    if (lines !== reported) options.onProblems(problems);
    reported = lines;
    return curriculum;
  };
  let current = await load();
  void cache?.save();
  if (!options.watch) return { current: () => current, close: async () => {} };

  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let reading = Promise.resolve();
  const reload = async (before: Promise<void>): Promise<void> => {
    // One after the other, so that an older reading never replaces a newer one.
    await before;
    if (closed) return;
    try {
      current = await load();
    } catch (error) {
      // Whatever went wrong, what is being served goes on being served.
      options.onProblems([{ file: dir, line: 1, column: 1, what: `the curriculum cannot be read again: ${error instanceof Error ? error.message : String(error)}`, remedy: 'undo the last change; what was read before stays in use' }]);
    }
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { reading = reload(reading); }, QUIET_MS);
  };
  const watcher = watchFiles(dir, { ignoreInitial: true, ignored: (path, stats) => stats?.isFile() === true && !/\.(md|sql)$/.test(path) });
  watcher.on('all', changed);
  await new Promise<void>((resolve) => { watcher.once('ready', () => { resolve(); }); });
  // What changed between the first reading and the watcher's being ready would otherwise go unseen.
  current = await load();
  return {
    current: () => current,
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await reading;
    },
  };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLiveServer } from '../support/live-server.ts';
import { type Download, measureEditor, measureWorkspace } from './downloads.ts';
import { type Figure, isMissed, table } from './figures.ts';
import { measurePages } from './pages.ts';
import { measureRuns } from './runs.ts';
import { measureStart } from './start.ts';
import { measureThroughput } from './throughput.ts';

// `npm run bench -- --runs 300 --rounds 7 --pages 700 --starts 3`: the figures that Groundwork promises, side by side in one run. Compare them within
// one table; they are no good from one machine to another.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' }, rounds: { type: 'string', default: '7' }, pages: { type: 'string', default: '700' }, starts: { type: 'string', default: '3' },
  },
});
const runs = wholeNumber('runs', values.runs);
const rounds = wholeNumber('rounds', values.rounds);
const pages = wholeNumber('pages', values.pages);
const starts = wholeNumber('starts', values.starts);
const PAGES_MS = 4_000; // of lesson pages over HTTP
const LESSON = 'http-get-and-post-json'; // long, with code and a quiz

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** What else the machine was busy with: above the number of cores, the figures say more about that than about Groundwork. */
const [loadBefore = 0] = loadavg();
const distDir = here('../../dist/web');
const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
const server = await startLiveServer({ env: { CURRICULUM_DIR: here('./curriculum'), RUNS_PER_MINUTE: '0', RUNNERS: String(availableParallelism()) } });

try {
  const figures: Figure[] = [...await measureRuns(server, runs), ...await measureThroughput(server, rounds)];
  const workspace = await measureWorkspace(server, distDir);
  const editor = await measureEditor(server, distDir, workspace.files);
  figures.push(...await measurePages({ dataDir, distDir, curriculumDir: here('../../curriculum') }, pages), workspace.figure, ...editor?.figures ?? []);

  figures.push(...await measureStart(here('../../curriculum'), LESSON, starts, PAGES_MS));

  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}, load ${loadBefore.toFixed(1)} before it began`;
  const text = [
    '# What `npm run bench` measured', '',
    `On a machine with ${machine}; ${runs} runs of each kind in turns, ${rounds} rounds under load, ${pages} lesson pages, ${starts} starts. Ratios hold within this table only.`, '',
    table(figures), '',
    '## Scripts of the workspace page before its editor (gzip)', '', list(workspace.files), '',
    '## Scripts that the editor of a JavaScript exercise adds (gzip)', '',
    editor ? list(editor.files) : 'Not measured: there is no Chromium on this machine.', '',
  ].join('\n');
  await writeFile(here('./RESULTS.md'), text);
  console.log(text);
  if (figures.some(isMissed)) process.exitCode = 1;
} finally {
  await server.remove();
  await rm(dataDir, { recursive: true, force: true });
}

function list(files: Download[]): string {
  return files.toSorted((a, b) => b.kb - a.kb).map(({ file, kb }) => `- \`${file}\` ${kb.toFixed(1)} kB`).join('\n');
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number, such as --${name} 300.`);
  process.exit(1);
}

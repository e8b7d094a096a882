import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startLiveServer } from '../support/live-server.ts';
import { type Download, measureEditor, measureWorkspace } from './downloads.ts';
import { type Figure, table } from './figures.ts';
import { measurePages } from './pages.ts';
import { measureRuns } from './runs.ts';

// `npm run bench -- --runs 300 --pages 700`: the figures that Groundwork promises, side by side in one run. Compare them within
// one table; they are no good from one machine to another.

const { values } = parseArgs({ options: { runs: { type: 'string', default: '300' }, pages: { type: 'string', default: '700' } } });
const runs = wholeNumber('runs', values.runs);
const pages = wholeNumber('pages', values.pages);

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const distDir = here('../../dist/web');
const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
const server = await startLiveServer({ env: { CURRICULUM_DIR: here('./curriculum'), RUNS_PER_MINUTE: '0' } });

try {
  const figures: Figure[] = await measureRuns(server, runs);
  const workspace = await measureWorkspace(server, distDir);
  const editor = await measureEditor(server, distDir, workspace.files);
  figures.push(...await measurePages({ dataDir, distDir, curriculumDir: here('../../curriculum') }, pages), workspace.figure, ...editor?.figures ?? []);

  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}`;
  const text = [
    '# What `npm run bench` measured', '',
    `On a machine with ${machine}; ${runs} runs of each kind in turns, ${pages} lesson pages. Ratios hold within this table only.`, '',
    table(figures), '',
    '## Scripts of the workspace page before its editor (gzip)', '', list(workspace.files), '',
    '## Scripts that the editor of a JavaScript exercise adds (gzip)', '',
    editor ? list(editor.files) : 'Not measured: there is no Chromium on this machine.', '',
  ].join('\n');
  await writeFile(here('./RESULTS.md'), text);
  console.log(text);
  const missed = figures.filter(({ value, target }) => target !== undefined && value > target);
  if (missed.length > 0) process.exitCode = 1;
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

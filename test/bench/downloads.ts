import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { paths } from '../../server/contract/paths.ts';
import { openBrowser } from '../support/browser.ts';
import type { LiveServer } from '../support/live-server.ts';
import type { Figure } from './figures.ts';

const WORKSPACE_KB = 30;
const exerciseId = 'bench-sum';

type Manifest = Record<string, { file: string; src?: string; imports?: string[]; dynamicImports?: string[] }>;
export interface Download { file: string; kb: number }

/**
 * The JavaScript of the workspace page before its editor is asked for: every script that the page names, with all that these
 * import statically, by Vite's manifest.
 */
export async function measureWorkspace(server: LiveServer, distDir: string): Promise<{ figure: Figure; files: Download[] }> {
  const manifest = await readManifest(distDir);
  const page = await (await fetch(server.url + paths.exercise(exerciseId))).text();
  const named = [...page.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map((match) => basename(match[1] ?? ''));
  const files = new Set<string>();
  const add = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  for (const name of named) {
    const key = Object.keys(manifest).find((candidate) => manifest[candidate]?.file === name);
    if (key === undefined) throw new Error(`the page names ${name}, which the manifest does not know`);
    add(key);
  }
  if (files.size === 0) throw new Error('the workspace page names no script');
  const downloads = await sizes(distDir, [...files]);
  const value = downloads.reduce((sum, { kb }) => sum + kb, 0);
  return { figure: { name: 'workspace page, JavaScript before the editor (gzip)', value, unit: 'kB', target: WORKSPACE_KB, note: `${downloads.length} files` }, files: downloads };
}

/**
 * What a browser loads until the editor of a JavaScript exercise stands and its checker has answered, beyond the page's own
 * scripts; and which of that belongs to another language. Undefined without a browser.
 */
export async function measureEditor(server: LiveServer, distDir: string, before: Download[]): Promise<{ figures: Figure[]; files: Download[]; foreign: string[] } | undefined> {
  const browser = await openBrowser().catch(() => undefined);
  if (!browser) return undefined;
  const loaded = new Set<string>();
  try {
    const page = await browser.newPage();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith('.js')) loaded.add(basename(pathname));
    });
    // A call of something unknown: once it is underlined, the checker's worker is loaded and at work.
    await page.goto(server.url + paths.exercise(exerciseId, { runtime: 'javascript' }));
    await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus({ timeout: 60_000 });
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('const = ;\n');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ timeout: 60_000 });
  } finally {
    await browser.close();
  }
  const known = new Set(before.map(({ file }) => file));
  const files = await sizes(distDir, [...loaded].filter((file) => !known.has(file)));
  const others = await filesOfOtherLanguages(distDir);
  const foreign = files.map(({ file }) => file).filter((file) => others.has(file) || isOtherWorker(file));
  const value = files.reduce((sum, { kb }) => sum + kb, 0);
  return {
    files, foreign,
    figures: [
      { name: 'editor of a JavaScript exercise, JavaScript (gzip)', value, unit: 'kB', note: `${files.length} files, its checker included` },
      { name: 'of these, files of other languages', value: foreign.length, unit: 'files', target: 0, note: foreign.join(', ') || `${others.size} such files exist` },
    ],
  };
}

/** Chunks that only another language's definition needs. */
async function filesOfOtherLanguages(distDir: string): Promise<Set<string>> {
  const manifest = await readManifest(distDir);
  const files = new Set<string>();
  for (const [key, { file }] of Object.entries(manifest)) {
    const language = /languages\/(?:definitions|features)\/([^/]+)\//.exec(key)?.[1];
    if (language !== undefined && !['javascript', 'typescript', 'common'].includes(language)) files.add(file);
  }
  // Without any the proof would prove nothing.
  if (files.size === 0) throw new Error('the manifest names no file of another language');
  return files;
}

/** What a JavaScript exercise needs: Monaco's own worker and TypeScript's, which checks JavaScript as well. */
const expectedWorkers = ['editor.worker', 'editorWebWorkerMain', 'ts.worker'];

function isOtherWorker(file: string): boolean {
  return /worker/i.test(file) && !expectedWorkers.some((name) => file.startsWith(name));
}

async function readManifest(distDir: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(distDir, '.vite', 'manifest.json'), 'utf8')) as Manifest;
}

async function sizes(distDir: string, files: string[]): Promise<Download[]> {
  return Promise.all(files.map(async (file) => ({ file, kb: gzipSync(await readFile(join(distDir, file))).length / 1000 })));
}

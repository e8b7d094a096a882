import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { StartProblem } from '../../server/errors.ts';
import { readAssets } from '../../web/assets.ts';

const folders: string[] = [];

function built(manifest: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-assets-'));
  folders.push(folder);
  if (manifest !== undefined) {
    mkdirSync(join(folder, '.vite'));
    writeFileSync(join(folder, '.vite', 'manifest.json'), JSON.stringify(manifest));
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('an entry brings the styles of what it imports before its own, each once', () => {
  const assets = readAssets(built({
    'web/islands/workspace.tsx': { file: 'workspace-1.js', name: 'workspace', isEntry: true, imports: ['_shared.js', '_other.js'], css: ['workspace-1.css'] },
    '_shared.js': { file: 'shared-1.js', name: 'shared', css: ['shared-1.css'], assets: ['inter-latin-opsz-normal-x1.woff2', 'inter-latin-ext-wght-normal-x1.woff2'] },
    '_other.js': { file: 'other-1.js', imports: ['_shared.js'] },
  }));
  expect(assets.entry('workspace')).toEqual({
    script: '/assets/workspace-1.js', styles: ['/assets/shared-1.css', '/assets/workspace-1.css'], fonts: ['/assets/inter-latin-opsz-normal-x1.woff2'],
  });
});

test('chunks that import each other come to an end', () => {
  const assets = readAssets(built({
    'web/islands/site.ts': { file: 'site.js', name: 'site', isEntry: true, imports: ['_a.js'] },
    '_a.js': { file: 'a.js', imports: ['_b.js'], css: ['a.css'] },
    '_b.js': { file: 'b.js', imports: ['_a.js'], css: ['b.css'] },
  }));
  expect(assets.entry('site').styles.toSorted()).toEqual(['/assets/a.css', '/assets/b.css']);
});

test.each([
  ['nothing was built', undefined],
  ['the manifest is another thing', { site: 'what?' }],
])('a start without assets says what to do: %s', (_, manifest) => {
  expect(() => readAssets(built(manifest))).toThrow(StartProblem);
  expect(() => readAssets(built(manifest))).toThrow('npm run build');
});

test('an entry that is missing is named', () => {
  expect(() => readAssets(built({})).entry('playground')).toThrow('"playground"');
});

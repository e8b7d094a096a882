import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAssets } from '../../web/assets.ts';

// About the built files: `npm run build` comes first, as `npm ci` does it.
const dist = join(import.meta.dirname, '../../dist/web');
type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] };
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;

/** The files that a browser fetches for entries before anything is asked for on demand. */
function filesOf(...keys: string[]): string[] {
  const seen = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no ${key}`);
    if (seen.has(chunk.file)) return;
    seen.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  keys.forEach(visit);
  return [...seen];
}

const gzipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

describe('the scripts of the workspace page', () => {
  const files = filesOf('web/islands/site.ts', 'web/islands/workspace.tsx');
  const text = files.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n');

  it('stay under 30 KB before the editor is asked for', () => {
    expect(files.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThan(30_000);
  });

  it('hold neither the editor nor the schemas of the server', () => {
    expect(text).not.toMatch(/monaco-editor|MonacoEnvironment/);
    expect(text).not.toMatch(/ZodError|invalid_type/);
  });

  it('ask for the editor by a dynamic import', () => {
    expect(manifest['web/islands/workspace.tsx']?.dynamicImports).toContain('web/islands/editor.ts');
  });

  it('leave the tables and plans of databases to a file of its own', () => {
    expect(manifest['web/islands/workspace.tsx']?.dynamicImports).toContain('web/components/query/parts.ts');
    expect(files).not.toContain(manifest['web/components/query/parts.ts']?.file);
    expect(text).not.toMatch(/Bitmap Index Scan|data-table__/);
  });

  it('have the styles of other pages with code before them, and those of tables behind', () => {
    const order = (entry: 'workspace' | 'playground' | 'lesson') => readAssets(dist).entry(entry).styles.map((path) => path.replace(/.*\/(\w+)-.*/, '$1'));
    expect(order('workspace')).toEqual(['code', 'query']);
    expect(order('playground')).toEqual(['code', 'playground', 'query']);
    expect(order('lesson')).toEqual(['query']);
  });

  it('leave each language to a file of its own', () => {
    const editor = new Set(filesOf('web/islands/editor.ts'));
    const languages = manifest['web/islands/editor.ts']?.dynamicImports ?? [];
    expect(languages.filter((key) => key.includes('/languages/definitions/')).length).toBeGreaterThanOrEqual(8);
    for (const key of languages) expect(editor).not.toContain(manifest[key]?.file);
  });
});

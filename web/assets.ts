import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartProblem } from '../server/errors.ts';
import { paths } from '../server/contract/paths.ts';
import type { Assets } from '../server/contract/views.ts';

const chunkSchema = z.object({
  file: z.string(),
  name: z.string().optional(),
  isEntry: z.boolean().optional(),
  css: z.array(z.string()).default([]),
  assets: z.array(z.string()).default([]),
  imports: z.array(z.string()).default([]),
});
const manifestSchema = z.record(z.string(), chunkSchema);
type Manifest = z.infer<typeof manifestSchema>;

/** Needed by the first lines of every page, so they are fetched along with the styles. */
const preloadedFont = /(inter-latin-opsz-normal|jetbrains-mono-latin-wght-normal)[^/]*\.woff2$/;

/**
 * The built browser entries, from Vite's manifest (`<distDir>/.vite/manifest.json`).
 * @throws StartProblem when nothing was built, or an entry is missing from what was.
 */
export function readAssets(distDir: string): Assets {
  const file = join(distDir, '.vite', 'manifest.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new StartProblem(`The web assets are not built (${file} is missing). Run "npm run build".`);
  }
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new StartProblem(`${file} is not a manifest that this version understands. Run "npm run build".`);
  const manifest = parsed.data;
  const entries = new Map<string, ReturnType<Assets['entry']>>();
  for (const chunk of Object.values(manifest)) {
    if (!chunk.isEntry || !chunk.name) continue;
    const chunks = withImports(manifest, chunk);
    entries.set(chunk.name, {
      script: paths.asset(chunk.file),
      styles: unique(chunks.flatMap(({ css }) => css)).map(paths.asset),
      fonts: unique(chunks.flatMap(({ assets }) => assets).filter((asset) => preloadedFont.test(asset))).map(paths.asset),
    });
  }
  return {
    entry(name) {
      const entry = entries.get(name);
      if (!entry) throw new StartProblem(`The web assets hold no entry named "${name}". Run "npm run build".`);
      return entry;
    },
  };
}

/** A chunk after everything it imports, which is the order their styles apply in. */
function withImports(manifest: Manifest, chunk: Manifest[string], seen = new Set<Manifest[string]>()): Manifest[string][] {
  if (seen.has(chunk)) return [];
  seen.add(chunk);
  const imported = chunk.imports.flatMap((key) => {
    const next = manifest[key];
    return next ? withImports(manifest, next, seen) : [];
  });
  return [...imported, chunk];
}

function unique(files: string[]): string[] {
  return [...new Set(files)];
}

import { join } from 'node:path';
import type { InlineConfig } from 'vite';

const ROOT = join(import.meta.dirname, '../../..');

/** All of `entry` as one script that leaves nothing but what it defines on purpose. `more` is for what an entry needs beyond that. */
export async function bundle(entry: string, more: Pick<InlineConfig, 'plugins'> & { minify?: boolean } = {}): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false, root: ROOT, logLevel: 'silent', publicDir: false, plugins: more.plugins ?? [],
    build: { write: false, target: 'esnext', minify: more.minify ?? false, lib: { entry, formats: ['iife'], name: 'groundwork' } },
  });
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : [];
  const code = outputs[0]?.output[0].code;
  if (!code) throw new Error(`nothing was bundled from ${entry}`);
  return `(() => { "use strict"; ${code}\n})();`;
}

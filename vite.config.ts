import { readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

// dist/web/<file> is served as /assets/<file>; web/assets.ts finds the entries through the manifest.
export default defineConfig({
  root,
  base: '/assets/',
  publicDir: 'web/public',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [honoTypes(), precompressed()],
  worker: { format: 'es', plugins: () => [withoutBrowserTypes()] },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    assetsDir: '',
    // Everything stays a file of our own origin: a content security policy then needs no `data:`.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // Monaco and its TypeScript worker are large by nature, and asked for only after the page stands.
    chunkSizeWarningLimit: 8_000,
    rolldownOptions: {
      input: {
        site: 'web/islands/site.ts',
        lesson: 'web/islands/lesson.tsx',
        workspace: 'web/islands/workspace.tsx',
        playground: 'web/islands/playground.tsx',
      },
      // What several islands share is two files, one for all of them and one for those with code; by itself it would be seven, some of a few
      // hundred bytes. The styles that these islands share go with the latter, so that they stand before an island's own; what tables need comes last.
      output: {
        codeSplitting: {
          groups: [
            { name: 'view', test: /preact\/dist|jsx-runtime|web\/components\/(?:icon|verdict-mark)|server\/contract\/paths|preload-helper/ },
            { name: 'code', test: /preact\/hooks|web\/(?:components\/(?:workspace|state-mark)|styles\/(?!query))|web\/islands\/island-view|server\/contract/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});

/**
 * `virtual:hono-types`: the declaration files that `import … from 'hono'` reaches, by their path in a program's
 * node_modules, as the editor's TypeScript wants them. Only those: the whole package has four times as many.
 */
function honoTypes(): Plugin {
  const name = 'virtual:hono-types';
  const types = resolve(root, 'node_modules/hono/dist/types');
  return {
    name: 'hono-types',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const files: Record<string, string> = {};
      const add = (file: string) => {
        const path = `file:///node_modules/hono/${file.slice(types.length + 1)}`;
        if (path in files) return;
        const text = readFileSync(file, 'utf8');
        files[path] = text;
        for (const [, specifier = ''] of text.matchAll(/(?:from|import\()\s*["'](\.[^"']+)["']/g)) {
          add(resolve(dirname(file), specifier.replace(/\.js$/, '.d.ts')));
        }
      };
      add(resolve(types, 'index.d.ts'));
      return `export default ${JSON.stringify(files)};`;
    },
  };
}

/**
 * Learner code knows no DOM, so the TypeScript worker goes without the declarations of browsers and Windows Script
 * Host: two thirds of what it carries besides the compiler.
 */
function withoutBrowserTypes(): Plugin {
  return {
    name: 'without-browser-types',
    transform: {
      filter: { id: /monaco-editor\/esm\/vs\/languages\/features\/typescript\/lib\/lib\.js$/ },
      handler: (code) => code.replace(/^libFileMap\["lib\.(?:dom|webworker|scripthost)[^"]*"\] = [^]*?;\n(?=libFileMap\[|\s*export )/gm, ''),
    },
  };
}

/** Compresses once, at build time, what server/assets.ts would otherwise have to send as it is: the editor alone is 8 MB. */
function precompressed(): Plugin {
  const COMPRESSIBLE = /\.(?:js|css|svg|ttf)$/;
  const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }; // 11 takes ten times as long for 5 % less
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const files = (await readdir(dir)).filter((file) => COMPRESSIBLE.test(file));
      await Promise.all(files.map(async (file) => {
        const path = join(dir, file);
        const content = await readFile(path);
        await writeFile(`${path}.br`, await promisify(brotliCompress)(content, BROTLI));
        await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
      }));
    },
  };
}

import { type QueryRuntime, runtimeFacts } from '../contract/runtimes.ts';
import { renderCode } from '../curriculum/markdown.ts';
import type { Data } from './data.ts';

/** A text that makes a part of a database, highlighted. */
export interface Source { title: string; html: string }

/** A dataset that is longer tells less than what is in it does, where that can be shown; there, nobody misses it. */
const SHOWN_CHARACTERS = 16_000;

const words: Record<QueryRuntime, { structure: string; content: string }> = {
  sql: { structure: 'The tables', content: 'The rows' },
  documents: { structure: 'The collections', content: 'The documents' },
  keyvalue: { structure: 'What is there at the beginning', content: 'The keys' },
};

/** The texts that make databases, each once, as far as they are short enough to be read. */
export async function sourcesOf(data: Data[]): Promise<Source[]> {
  const texts = data.flatMap(({ runtime, name, schema, rows }) => [
    { runtime, title: words[runtime].structure, code: schema.trim() },
    { runtime, title: `${words[runtime].content} of “${name}”`, code: rows.trim() },
  ]);
  const shown = texts.filter(({ code }, index) => code !== '' && code.length <= SHOWN_CHARACTERS && texts.findIndex((other) => other.code === code) === index);
  return Promise.all(shown.map(async ({ runtime, title, code }) => ({ title, html: await renderCode(code, runtimeFacts[runtime].editorLanguage) })));
}

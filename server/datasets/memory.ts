import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Content, contentSchema } from '../contract/dataset.ts';
import { versionOf } from '../source-version.ts';

/** Whatever could change what a database tells of itself, or how that is read. */
const SOURCES = [
  'server/datasets/catalogue.ts', 'server/datasets/collections.ts', 'server/contract/dataset.ts', 'server/judge/print-document.ts',
  'server/sandbox/runner/runtimes/sql', 'server/sandbox/runner/runtimes/documents', 'package.json',
];
const NAME = /^datasets-[0-9a-f]{16}\.jsonl$/;
/** Datasets change all the time while they are written: beyond this, what is kept is mostly about versions that are no more. */
const MOST_LINES = 2_000;

const lineSchema = z.tuple([z.string(), contentSchema]);

/**
 * What is in databases, kept from one start to the next, so that nobody waits until a database has been
 * made only to be looked at. A memory that is missing, damaged or cannot be written costs time, nothing else.
 */
export class DatasetMemory {
  readonly #file: string;
  readonly #known: Map<string, Content>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, known: Map<string, Content>) {
    this.#file = file;
    this.#known = known;
  }

  /** `folder` is made when it is missing; what other versions left in it is removed. */
  static async open(folder: string): Promise<DatasetMemory> {
    const name = `datasets-${await versionOf(SOURCES)}.jsonl`;
    const file = join(folder, name);
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const names = await mkdir(folder, { recursive: true }).then(() => readdir(folder)).catch(() => []);
    const stale = names.filter((other) => NAME.test(other) && (other !== name || lines.length > MOST_LINES));
    await Promise.all(stale.map((other) => rm(join(folder, other), { force: true }).catch(() => undefined)));
    return new DatasetMemory(file, new Map(lines.flatMap(read)));
  }

  find(key: string): Content | undefined {
    return this.#known.get(key);
  }

  keep(key: string, content: Content): void {
    this.#known.set(key, content);
    this.#writing = this.#writing.then(() => appendFile(this.#file, `${JSON.stringify([key, content])}\n`, { mode: 0o600 })).catch(() => undefined);
  }

  /** Settles when everything kept so far is written, or could not be. */
  async written(): Promise<void> {
    await this.#writing;
  }
}

/** A line that is cut off, because the server was killed while it wrote, counts as none. */
function read(line: string): [string, Content][] {
  try {
    const { data } = lineSchema.safeParse(JSON.parse(line));
    return data ? [data] : [];
  } catch {
    return [];
  }
}

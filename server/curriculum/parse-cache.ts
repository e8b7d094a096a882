import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { ParsedFile } from './assemble.ts';
import { versionOf } from '../source-version.ts';
import type { CurriculumProblem } from './problem.ts';

export interface Parsed { parsed: ParsedFile; problems: CurriculumProblem[] }

/** What decides how a text is parsed. */
const SOURCES = ['server/curriculum', 'server/contract', 'package.json'];
const NAME = /^parsed-[0-9a-f]{16}$/;

/**
 * What parsing gave, kept from one start of the server to the next: parsing takes 15 ms a file, which adds up to seconds. It is
 * only ever a matter of time: a cache that is missing, damaged or cannot be written is one that holds nothing.
 */
export class ParseCache {
  readonly #folder: string;
  readonly #file: string;
  readonly #known: ReadonlyMap<string, Parsed>;
  readonly #used = new Map<string, Parsed>();

  private constructor(folder: string, file: string, known: ReadonlyMap<string, Parsed>) {
    this.#folder = folder;
    this.#file = file;
    this.#known = known;
  }

  /** `folder` is for the cache alone; files of it that other versions of the parser left are removed when it is saved. */
  static async open(folder: string): Promise<ParseCache> {
    const file = join(folder, `parsed-${await versionOf(SOURCES)}`);
    return new ParseCache(folder, file, await read(file));
  }

  /** What parsing the file gave before, or gives now. */
  parse(file: string, text: string, parse: () => Parsed): Parsed {
    const key = createHash('sha256').update(`${file}\0${text}`).digest('base64');
    const parsed = this.#used.get(key) ?? this.#known.get(key) ?? parse();
    this.#used.set(key, parsed);
    return parsed;
  }

  /** Writes what was parsed since it was opened, beside what was used of it. Never rejects. */
  async save(): Promise<void> {
    if ([...this.#used.keys()].every((key) => this.#known.has(key))) return;
    const draft = `${this.#file}.${process.pid}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(draft, serialize(this.#used), { mode: 0o600 });
      await rename(draft, this.#file);
      for (const name of await readdir(this.#folder)) {
        if (NAME.test(name) && join(this.#folder, name) !== this.#file) await rm(join(this.#folder, name), { force: true });
      }
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }
}

async function read(file: string): Promise<ReadonlyMap<string, Parsed>> {
  try {
    const known: unknown = deserialize(await readFile(file));
    return known instanceof Map ? known as Map<string, Parsed> : new Map();
  } catch {
    return new Map();
  }
}

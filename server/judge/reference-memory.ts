import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultSet } from '../contract/observation.ts';
import { versionOf } from '../source-version.ts';
import type { Reference } from './judge-query.ts';

/** What reference solutions answered, by the name of the case. */
export type Answers = ReadonlyMap<string, Reference>;

/** Whatever could change what a solution answers, or how that is read. */
const SOURCES = ['server/judge', 'server/contract', 'server/sandbox/runner', 'server/sandbox/prepare', 'package.json'];
const FOLDER = /^references-[0-9a-f]{16}$/;
/** Exercises change all the time while they are written: beyond this, what is kept is mostly about versions that are no more. */
const MOST_FILES = 1_000;
/** Answers that take longer to read than to find out again are not worth keeping. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * What reference solutions answer, kept from one start to the next, so that the first learner afterwards waits for no run but their
 * own. A file for each version of an exercise, which is read when it is asked for. A memory that is missing, damaged or cannot be
 * written costs time, nothing else.
 */
export class ReferenceMemory {
  readonly #folder: Promise<string>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: Promise<string>) {
    this.#folder = folder;
  }

  /** Begins at once; whoever asks first waits until it is open. `folder` is made when it is missing; what other versions left in it is removed. */
  static open(folder: string): ReferenceMemory {
    return new ReferenceMemory(openFolder(folder));
  }

  async find(key: string): Promise<Answers | undefined> {
    try {
      return read(await readFile(await this.#fileOf(key), 'utf8'), key);
    } catch {
      return undefined;
    }
  }

  keep(key: string, answers: Answers): void {
    const text = JSON.stringify({ key, answers: [...answers] });
    if (text.length > MOST_CHARACTERS) return;
    this.#writing = this.#writing.then(async () => {
      const file = await this.#fileOf(key);
      // A file is there whole or not at all, also when the server is killed while it writes.
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
    }).catch(() => undefined);
  }

  /** Settles when everything kept so far is written, or could not be. */
  async written(): Promise<void> {
    await this.#writing;
  }

  async #fileOf(key: string): Promise<string> {
    return join(await this.#folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  }
}

async function openFolder(folder: string): Promise<string> {
  const name = `references-${await versionOf(SOURCES)}`;
  const own = join(folder, name);
  const others = (await readdir(folder).catch(() => [])).filter((other) => FOLDER.test(other) && other !== name);
  const kept = await readdir(own).catch(() => []);
  const stale = [...others.map((other) => join(folder, other)), ...(kept.length > MOST_FILES ? [own] : [])];
  await Promise.all(stale.map((path) => rm(path, { recursive: true, force: true }).catch(() => undefined)));
  await mkdir(own, { recursive: true }).catch(() => undefined);
  return own;
}

/** Undefined for what is cut off, of another key, or none of ours. */
function read(text: string, key: string): Answers | undefined {
  const { key: its, answers } = (JSON.parse(text) ?? {}) as { key?: unknown; answers?: unknown };
  if (its !== key || !Array.isArray(answers) || !answers.every(isAnswer)) return undefined;
  return new Map(answers);
}

function isAnswer(entry: unknown): entry is [string, Reference] {
  if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string' || typeof entry[1] !== 'object' || entry[1] === null) return false;
  const { rows, probe } = entry[1] as Partial<Reference>;
  return [rows, probe].every((result) => result === undefined || isResult(result));
}

function isResult({ columns, rows, rowCount, command }: Partial<ResultSet>): boolean {
  return Array.isArray(columns) && columns.every(({ name, type }) => typeof name === 'string' && typeof type === 'string') && typeof rowCount === 'number' && typeof command === 'string'
    && Array.isArray(rows) && rows.every((row) => Array.isArray(row) && row.length === columns.length && row.every((value) => value === null || typeof value === 'string'));
}

import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { versionOf } from '../source-version.ts';
import type { Fingerprint } from './fingerprint.ts';

/** Whatever could change what a mistake's code does, or how that is told. */
const SOURCES = ['server/judge', 'server/contract', 'server/sandbox/runner', 'server/sandbox/prepare', 'package.json'];
const NAME = /^mistakes-[0-9a-f]{16}\.jsonl$/;
/** Exercises change all the time while they are written: beyond this, what is kept is mostly about versions that are no more. */
const MOST_LINES = 20_000;

/**
 * What authors' mistakes did when they were run, kept from one start to the next, so that only the first learner ever who fails an
 * exercise waits until its mistakes have run. A memory that is missing, damaged or cannot be written costs time, nothing else.
 */
export class MistakeMemory {
  readonly #file: string;
  readonly #known: Map<string, Fingerprint[]>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, known: Map<string, Fingerprint[]>) {
    this.#file = file;
    this.#known = known;
  }

  /** `folder` is made when it is missing; what other versions left in it is removed. */
  static async open(folder: string): Promise<MistakeMemory> {
    const name = `mistakes-${await versionOf(SOURCES)}.jsonl`;
    const file = join(folder, name);
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    const names = await mkdir(folder, { recursive: true }).then(() => readdir(folder)).catch(() => []);
    const stale = names.filter((other) => NAME.test(other) && (other !== name || lines.length > MOST_LINES));
    await Promise.all(stale.map((other) => rm(join(folder, other), { force: true }).catch(() => undefined)));
    return new MistakeMemory(file, new Map(lines.flatMap(read)));
  }

  /** In the order of the exercise's mistakes. */
  find(key: string): Fingerprint[] | undefined {
    return this.#known.get(key);
  }

  keep(key: string, fingerprints: Fingerprint[]): void {
    this.#known.set(key, fingerprints);
    this.#writing = this.#writing.then(() => appendFile(this.#file, `${JSON.stringify([key, fingerprints])}\n`, { mode: 0o600 })).catch(() => undefined);
  }

  /** Settles when everything kept so far is written, or could not be. */
  async written(): Promise<void> {
    await this.#writing;
  }
}

/** A line that is cut off, because the server was killed while it wrote, counts as none. */
function read(line: string): [string, Fingerprint[]][] {
  try {
    const entry: unknown = JSON.parse(line);
    return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && Array.isArray(entry[1]) && entry[1].every(isFingerprint) ? [[entry[0], entry[1] as Fingerprint[]]] : [];
  } catch {
    return [];
  }
}

function isFingerprint(value: unknown): boolean {
  const { telling, passed, cases } = (value ?? {}) as Partial<Fingerprint>;
  return typeof telling === 'boolean' && typeof passed === 'boolean' && Array.isArray(cases) && cases.every((one) => typeof one.kind === 'string' && typeof one.actual === 'string');
}

import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LoadedCurriculum, ParsedFile } from './assemble.ts';
import { assemble, withRemains } from './assemble.ts';
import { databasesOf, isData, isInDatabases } from './database-files.ts';
import { withData } from './exercise-data.ts';
import { parseExerciseFile } from './exercise-file.ts';
import { parseHeadFile } from './front-matter.ts';
import { parseLessonFile } from './lesson-file.ts';
import type { CurriculumProblem } from './problem.ts';
import type { Parsed, ParseCache } from './parse-cache.ts';
import { inReadingOrder } from './problem.ts';

export type { LoadedCurriculum } from './assemble.ts';
export type { CurriculumProblem } from './problem.ts';

/** Reads a curriculum folder: every good part, and every problem. Never throws because of what the folder holds or lacks. */
export async function loadCurriculum(dir: string): Promise<LoadedCurriculum> {
  return new CurriculumFolder(dir).load();
}

interface Remembered { text: string; parsed: ParsedFile; problems: CurriculumProblem[]; lastGood?: ParsedFile }

/**
 * A curriculum folder that is read again and again. Files whose text is unchanged are not parsed again, and a file that
 * became broken counts with its last good version, so that an author's slip never takes a lesson away from learners.
 */
export class CurriculumFolder {
  private readonly dir: string;
  private readonly cache: ParseCache | undefined;
  private remembered = new Map<string, Remembered>();

  constructor(dir: string, cache?: ParseCache) {
    this.dir = dir;
    this.cache = cache;
  }

  async load(): Promise<LoadedCurriculum> {
    const { texts, sql, problems } = await readFiles(this.dir);
    const databases = databasesOf(sql);
    const files = new Map<string, Remembered>();
    const complete = (file: Remembered): Remembered => {
      if (file.parsed.kind !== 'exercise') return file;
      const data = withData(file.parsed, databases);
      return { ...file, parsed: data.file, problems: [...file.problems, ...data.problems], lastGood: data.file.part ? data.file : file.lastGood };
    };
    const all: Remembered[] = [];
    for (const [path, text] of texts) {
      const before = this.remembered.get(path);
      const parsed = before?.text === text ? before : this.parse(path, text, before?.lastGood);
      // What a database adds is looked up each time: it changes without the exercise's own file.
      const completed = complete(parsed);
      files.set(path, { ...parsed, lastGood: completed.lastGood });
      all.push(completed);
    }
    this.remembered = files;
    const loaded = assemble(this.dir, {
      shown: all.map((file) => (file.parsed.part ? file.parsed : (file.lastGood ?? file.parsed))),
      databases,
      checked: all.map((file) => (file.parsed.part ? file.parsed : remainsOf(file))),
    });
    return { ...loaded, problems: inReadingOrder([...problems, ...all.flatMap((file) => file.problems), ...loaded.problems]) };
  }

  private parse(path: string, text: string, lastGood: ParsedFile | undefined): Remembered {
    const file = join(this.dir, path);
    const parse = () => parseFile(file, dirname(path), text);
    const { parsed, problems } = this.cache ? this.cache.parse(file, text, parse) : parse();
    return { text, parsed, problems, lastGood: parsed.part && parsed.kind !== 'exercise' ? parsed : lastGood };
  }
}

/** What a broken file is checked as: its remains, but sooner its last good version than remains that have lost even the id. */
function remainsOf({ parsed, lastGood }: Remembered): ParsedFile {
  const remains = withRemains(parsed);
  if (remains?.kind === 'lesson' && remains.part?.id === '' && lastGood) return lastGood;
  return remains ?? lastGood ?? parsed;
}

/** What a file is depends on its name alone, so that it can be parsed before its neighbours are known. */
function parseFile(file: string, folder: string, text: string): Parsed {
  const name = basename(file);
  const base = { file, folder, name };
  const kind = name === 'track.md' ? 'track' : name === 'module.md' ? 'module' : name === 'lesson.md' ? 'lesson' : 'exercise';
  try {
    if (kind === 'lesson') {
      const { part, remains, problems } = parseLessonFile(file, text);
      return { parsed: { ...base, kind, part, remains }, problems };
    }
    if (kind === 'exercise') {
      const { part, remains, problems } = parseExerciseFile(file, text);
      return { parsed: { ...base, kind, part, remains }, problems };
    }
    const { part, remains, problems } = parseHeadFile(file, text, kind);
    return { parsed: { ...base, kind, part, remains }, problems };
  } catch (error) {
    // Markdown nested thousands of levels deep exhausts the parser's stack; whatever else happens must not take the site down either.
    const what = `the file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { parsed: { ...base, kind }, problems: [{ file, line: 1, column: 1, what, remedy: 'simplify it, or restore its last good version' }] };
  }
}

/**
 * Texts of Markdown files, and those of databases, by path below the folder, with `/` between folders. Hidden files, the guide in
 * the folder itself, and whatever else stands among the databases are left out.
 */
async function readFiles(dir: string): Promise<{ texts: Map<string, string>; sql: Map<string, string>; problems: CurriculumProblem[] }> {
  const problems: CurriculumProblem[] = [];
  const unreadable = (file: string, error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    problems.push({ file, line: 1, column: 1, what: code === 'ENOENT' ? 'there is nothing here' : `this cannot be read (${code})`, remedy: 'look whether it exists and may be read' });
  };
  const walk = async (folder: string, depth: number): Promise<[string, string][]> => {
    const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch((error: unknown) => { unreadable(join(dir, folder), error); return []; });
    const found = await Promise.all(entries.map(async (entry): Promise<[string, string][]> => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.') || path === 'README.md') return [];
      // Deeper than any lesson: bounds a walk that somebody's link would make endless.
      if (entry.isDirectory()) return depth < 6 ? walk(path, depth + 1) : [];
      if (!entry.isFile() || !(isInDatabases(path) ? isData(entry.name) : entry.name.endsWith('.md'))) return [];
      const text = await readFile(join(dir, path), 'utf8').catch((error: unknown) => { unreadable(join(dir, path), error); return undefined; });
      return text === undefined ? [] : [[path, text]];
    }));
    return found.flat();
  };
  const read = (await walk('', 0)).sort(([a], [b]) => (a < b ? -1 : 1));
  return { texts: new Map(read.filter(([path]) => !isInDatabases(path))), sql: new Map(read.filter(([path]) => isInDatabases(path))), problems };
}

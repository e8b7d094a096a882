import type { Yaml } from 'mdast';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { z } from 'zod';
import type { SourcePosition } from '../contract/exercise.ts';
import type { Limits } from '../contract/limits.ts';
import { limitsSchema } from '../contract/limits.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { availableRuntimes, isAvailable, runtimeNames } from '../contract/runtimes.ts';
import { MarkdownFile } from './markdown-file.ts';
import { suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';
import { YamlSource } from './yaml-source.ts';

// Each field's description completes "write …" in the remedy of a problem.
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60).describe('an id of lower-case letters, digits and single hyphens, such as `book-shelf`');
const title = z.string().trim().min(1).max(120).describe('a title of up to 120 characters');
const summary = z.string().trim().min(1).max(300).describe('one sentence of up to 300 characters');
const skills = z.array(id).min(1).describe('a list of at least one skill, each like an id, such as `[http-methods, json]`');
const minutes = z.number().int().min(1).max(240).describe('a whole number of minutes from 1 to 240');

/** Below the program's folder: no `..`, no leading slash. */
const fileName = z.string().regex(/^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*$/);

export const trackSchema = z.object({ id, title, summary, order: z.number().optional().describe('a number; tracks with a smaller one come first') });
export const moduleSchema = z.object({ id, title, summary });
export const lessonSchema = z.object({
  id, title, summary, minutes, skills,
  prerequisites: z.array(id).default([]).describe('a list of lesson ids'),
});
export const exerciseSchema = z.object({
  id, title,
  runtimes: z.array(z.string()).min(1).describe('a list of runtimes, such as `[javascript, typescript]`'),
  skills,
  difficulty: z.number().int().min(1).max(5).describe('a difficulty from 1 (a first step) to 5'),
  minutes: minutes.optional().describe('a whole number of minutes from 1 to 240'),
  limits: z.record(z.string(), z.unknown()).default({}).describe('limits such as `{ timeMs: 3000 }`'),
  files: z.record(fileName, z.string()).default({}).describe('file names such as `data/books.json`, each with its text'),
});

export type ExerciseFrontMatter = Omit<z.infer<typeof exerciseSchema>, 'runtimes' | 'limits'> & { runtimes: Runtime[]; limits: Partial<Limits> };

/**
 * The front matter of a Markdown file as YAML with positions, or undefined with a problem when there is none.
 * `node` is the file's first node when remark-frontmatter found one.
 */
export function openFrontMatter(file: string, node: Yaml | undefined, problems: CurriculumProblem[]): { source: YamlSource; map: YAMLMap } | undefined {
  if (!node) {
    problems.push({ file, line: 1, column: 1, what: 'the file does not begin with front matter', remedy: 'begin it with a line `---`, the keys, and another line `---`' });
    return undefined;
  }
  const source = new YamlSource(node.value, { file, firstLine: 2 }, problems);
  const map = source.root('the front matter');
  return map && { source, map };
}

/** Where a part's `id` stands: what a problem about the part as a whole points at. */
export function idPosition(source: YamlSource, map: YAMLMap): SourcePosition {
  return source.positionAt(map, ['id']);
}

/** The id of a part in which something else may be wrong, so that what clashes with it is named all the same. */
export function idIn(source: YamlSource, map: YAMLMap): string | undefined {
  const node = source.valueOf(map, 'id');
  return id.safeParse(isScalar(node) ? node.value : undefined).data;
}

/** The head of a track or module: a file with front matter, whose body nobody needs. */
export interface Head { id: string; title: string; summary: string; order?: number; position: SourcePosition }

/** Reads track.md or module.md; any problem leaves `part` undefined, and what can still be read in `remains`. */
export function parseHeadFile(file: string, text: string, kind: 'track' | 'module'): { part?: Head; remains?: Head; problems: CurriculumProblem[] } {
  const problems: CurriculumProblem[] = [];
  const opened = openFrontMatter(file, new MarkdownFile(file, text, 'exercise').frontMatter, problems);
  const front = opened?.source.read(opened.map, kind === 'track' ? trackSchema : moduleSchema, `a ${kind}`);
  if (opened && front && problems.length === 0) return { part: { ...front, position: idPosition(opened.source, opened.map) }, problems };
  const readable = opened && idIn(opened.source, opened.map);
  return { remains: opened && readable !== undefined ? { id: readable, title: readable, summary: '', position: idPosition(opened.source, opened.map) } : undefined, problems };
}

/** An exercise's front matter with its runtimes and limits checked; undefined when something in it is wrong. */
export function readExerciseFrontMatter(source: YamlSource, map: YAMLMap): ExerciseFrontMatter | undefined {
  const read = source.read(map, exerciseSchema, 'an exercise');
  const limits = readLimits(source, map);
  const runtimes = readRuntimes(source, source.valueOf(map, 'runtimes'));
  return read && limits && runtimes && { ...read, limits, runtimes };
}

function readRuntimes(source: YamlSource, node: Node | undefined): Runtime[] | undefined {
  if (!isSeq(node)) return undefined;
  const runtimes: Runtime[] = [];
  for (const item of node.items) {
    const place = source.follow(item) ?? node;
    const name = isScalar(place) ? String(place.value) : '';
    const runtime = runtimeNames.find((candidate) => candidate === name);
    if (!runtime) source.problemAt(place, `\`${name}\` is not a runtime`, suggest(name, runtimeNames));
    else if (!isAvailable(runtime)) source.problemAt(place, `the runtime \`${runtime}\` is not available in this version yet`, `use ${availableRuntimes.map((available) => `\`${available}\``).join(' or ')}`);
    else if (runtimes.includes(runtime)) source.problemAt(place, `the runtime \`${runtime}\` is listed twice`, 'list it once');
    else runtimes.push(runtime);
  }
  return runtimes.length === node.items.length ? runtimes : undefined;
}

const limitUnits = { timeMs: 'milliseconds', memoryMb: 'MB', outputBytes: 'bytes' } satisfies Record<keyof Limits, string>;

function readLimits(source: YamlSource, map: YAMLMap): Partial<Limits> | undefined {
  const node = source.valueOf(map, 'limits');
  if (!isMap(node)) return node ? undefined : {};
  const names = Object.keys(limitsSchema.shape) as (keyof Limits)[];
  source.refuseUnknownKeys(node, names, '`limits`');
  const limits: Partial<Limits> = {};
  let good = true;
  for (const name of names) {
    const value = source.valueOf(node, name);
    if (!value) continue;
    const { minValue: least, maxValue: ceiling } = limitsSchema.shape[name].unwrap();
    const result = limitsSchema.shape[name].safeParse(isScalar(value) ? value.value : undefined);
    if (isScalar(value) && value.value !== null && result.success) {
      limits[name] = result.data;
    } else {
      good = false;
      const tooMuch = isScalar(value) && typeof value.value === 'number' && value.value > (ceiling ?? Infinity);
      source.problemAt(value, `\`${name}\` is ${source.excerpt(value)}${tooMuch ? `, which is above the ceiling of ${ceiling} ${limitUnits[name]}` : ''}`, `write a whole number of ${limitUnits[name]} from ${least} to ${ceiling}`);
    }
  }
  return good ? limits : undefined;
}

import { createHash } from 'node:crypto';
import type { BlockContent, Code, DefinitionContent, List, ListItem, Nodes, Paragraph, PhrasingContent, RootContent } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import { visit } from 'unist-util-visit';
import type { SourcePosition } from '../contract/exercise.ts';
import type { Runtime } from '../contract/runtimes.ts';
import { availableRuntimes, isAvailable, isQueryRuntime, runtimeFacts, runtimeOfFence } from '../contract/runtimes.ts';
import { optional } from './case-keys.ts';
import { idIn, idPosition, lessonSchema, openFrontMatter } from './front-matter.ts';
import type { Link } from './markdown-file.ts';
import { MarkdownFile } from './markdown-file.ts';
import { mayHaveDatabase } from './data-runtime.ts';
import { suggest } from './nearest.ts';
import type { CurriculumProblem } from './problem.ts';

/** A fence marked `run`. `fails` says that the author means it to end with an error, to show one; `dataset`, such as `shop/small`, what of the track it begins on. */
export interface Example { runtime: Runtime; code: string; fails: boolean; dataset?: string; position: SourcePosition }

const DATASET = /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/;

export interface QuizSource {
  id: string;
  question: RootContent[];
  options: { correct: boolean; label: RootContent[]; explanation: RootContent[] }[];
  position: SourcePosition;
}

/** What stands in a lesson besides prose, by the node it was read from. */
export type LessonPart = { kind: 'exercise'; exerciseId: string; position: SourcePosition } | { kind: 'quiz'; quiz: QuizSource } | { kind: 'example'; example: Example };

export interface LessonFile {
  id: string; title: string; summary: string; minutes: number; skills: string[];
  prerequisites: { lessonId: string; position: SourcePosition }[];
  body: string;
  placed: { exerciseId: string; position: SourcePosition }[];
  quizzes: { id: string; position: SourcePosition }[];
  examples: Example[];
  links: Link[];
  hash: string;
  position: SourcePosition;
  /** False for remains in which something unreadable may hide headings and placed exercises, so that nothing may be called missing. */
  readThrough: boolean;
}

/**
 * Reads one lesson.md. Any problem at all leaves `part` undefined; `remains` then holds what could be read all the same, for
 * naming what else is wrong, with an empty id when even that is unreadable.
 */
export function parseLessonFile(file: string, text: string): { part?: LessonFile; remains?: LessonFile; problems: CurriculumProblem[] } {
  const markdown = new MarkdownFile(file, text, 'lesson');
  const problems: CurriculumProblem[] = [];
  const opened = openFrontMatter(file, markdown.frontMatter, problems);
  const front = opened?.source.read(opened.map, lessonSchema, 'a lesson');
  const { parts, problems: bodyProblems } = readLessonParts(markdown);
  problems.push(...bodyProblems, ...markdown.proseProblems(markdown.body));
  if (markdown.body.length === 0) problems.push({ file, line: 1, column: 1, what: 'the lesson is empty', remedy: 'write it below the front matter' });
  const all = [...parts].flatMap(([node, part]) => (node.type === 'code' && !markdown.isClosed(node) ? [] : [part]));
  const known: LessonFile = {
    ...(front ?? { id: (opened && idIn(opened.source, opened.map)) ?? '', title: '', summary: '', minutes: 1, skills: [] }),
    prerequisites: (front?.prerequisites ?? []).map((lessonId, index) => ({ lessonId, position: opened!.source.positionAt(opened!.map, ['prerequisites', index]) })),
    body: markdown.markdownOf(markdown.body),
    placed: all.flatMap((part) => (part.kind === 'exercise' ? [{ exerciseId: part.exerciseId, position: part.position }] : [])),
    quizzes: all.flatMap((part) => (part.kind === 'quiz' ? [{ id: part.quiz.id, position: part.quiz.position }] : [])),
    examples: all.flatMap((part) => (part.kind === 'example' ? [part.example] : [])),
    links: markdown.links(),
    hash: createHash('sha256').update(text).digest('hex'),
    position: opened ? idPosition(opened.source, opened.map) : { file, line: 1, column: 1 },
    readThrough: problems.length === 0 || (opened !== undefined && isReadThrough(markdown, parts)),
  };
  return opened && front && problems.length === 0 ? { part: known, problems } : { remains: known, problems };
}

function isReadThrough(markdown: MarkdownFile, parts: Map<Nodes, LessonPart>): boolean {
  let through = true;
  visit(markdown.root, (node) => {
    if (node.type === 'leafDirective' && !parts.has(node)) through = false;
    if (node.type === 'code' && !markdown.isClosed(node)) through = false;
  });
  return through;
}

/**
 * Finds exercises, quizzes and examples in a lesson's body. The same reading serves the check, which wants the problems,
 * and the rendering, which wants the parts.
 */
export function readLessonParts(markdown: MarkdownFile): { parts: Map<Nodes, LessonPart>; problems: CurriculumProblem[] } {
  const parts = new Map<Nodes, LessonPart>();
  const problems: CurriculumProblem[] = [];
  const wrong = (node: Nodes, what: string, remedy: string) => { problems.push(markdown.problemAt(node, what, remedy)); };
  const atMargin = new Set<Nodes>(markdown.body);
  visit(markdown.root, (node) => {
    if (node.type !== 'leafDirective' && node.type !== 'containerDirective' && !(node.type === 'code' && words(node).includes('run'))) return;
    if (!atMargin.has(node)) wrong(node, 'this stands inside a list, a quote or another block', 'put it at the margin, with an empty line before and after');
    else if (node.type === 'code') add(parts, node, readExample(markdown, node, wrong));
    else if (node.type === 'leafDirective') add(parts, node, readPlacedExercise(markdown, node, wrong));
    else add(parts, node, readQuiz(markdown, node, wrong));
  });
  return { parts, problems };
}

type Wrong = (node: Nodes, what: string, remedy: string) => void;

function add(parts: Map<Nodes, LessonPart>, node: Nodes, part: LessonPart | undefined): void {
  if (part) parts.set(node, part);
}

function words(node: Code): string[] {
  return (node.meta ?? '').split(/\s+/).filter((word) => word !== '');
}

function readExample(markdown: MarkdownFile, node: Code, wrong: Wrong): LessonPart | undefined {
  const runtime = runtimeOfFence(node.lang ?? '');
  const datasets = words(node).filter((word) => DATASET.test(word));
  const unknown = words(node).find((word) => word !== 'run' && word !== 'fails' && !DATASET.test(word));
  if (!runtime) wrong(node, `\`${node.lang ?? ''}\` names no runtime, so this example cannot run`, suggest(node.lang ?? '', availableRuntimes.flatMap((available) => runtimeFacts[available].fences)));
  else if (!isAvailable(runtime)) wrong(node, `the runtime \`${runtime}\` is not available in this version yet, so this example cannot run`, 'remove `run` from the fence');
  else if (unknown !== undefined) wrong(node, `\`${unknown}\` means nothing after \`run\``, 'leave it out; `run fails` is an example that is meant to end with an error, `run shop/small` one that begins on a dataset of the track');
  else if (datasets.length > 0 && !isQueryRuntime(runtime) && !mayHaveDatabase(runtime)) wrong(node, `${runtimeFacts[runtime].label} begins on no dataset`, `leave out \`${datasets[0]}\``);
  else if (datasets.length > 1) wrong(node, 'an example begins on one dataset', `keep \`${datasets[0]}\``);
  else return { kind: 'example', example: { runtime, code: node.value, fails: words(node).includes('fails'), ...optional('dataset', datasets[0]), position: markdown.positionOf(node) } };
  return undefined;
}

function readPlacedExercise(markdown: MarkdownFile, node: LeafDirective, wrong: Wrong): LessonPart | undefined {
  if (node.name !== 'exercise') {
    wrong(node, `\`::${node.name}\` places nothing`, node.name === 'quiz' ? 'write a quiz with three colons, and end it with a line `:::`' : 'place an exercise as `::exercise{id="…"}`');
    return undefined;
  }
  const exerciseId = idOf(node, wrong);
  return exerciseId === undefined ? undefined : { kind: 'exercise', exerciseId, position: markdown.positionOf(node) };
}

function idOf(node: ContainerDirective | LeafDirective, wrong: Wrong): string | undefined {
  const id = node.attributes?.id ?? '';
  const other = Object.keys(node.attributes ?? {}).find((key) => key !== 'id');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) wrong(node, id === '' ? `\`${node.name}\` has no id` : `\`${id}\` is not an id`, `write it as \`{id="${node.name === 'quiz' ? 'put-or-post' : 'book-shelf'}"}\``);
  else if (other !== undefined) wrong(node, `\`${other}\` means nothing on \`${node.name}\``, 'leave only `id`');
  else return id;
  return undefined;
}

function readQuiz(markdown: MarkdownFile, node: ContainerDirective, wrong: Wrong): LessonPart | undefined {
  if (node.name !== 'quiz') {
    wrong(node, `\`:::${node.name}\` is not a block of a lesson`, node.name === 'exercise' ? 'place an exercise with two colons: `::exercise{id="…"}`' : 'begin a quiz as `:::quiz{id="…"}`');
    return undefined;
  }
  const id = idOf(node, wrong);
  const source = markdown.text.slice(node.position?.start.offset, node.position?.end.offset);
  if (!/\n[ \t]*:{3,}[ \t]*$/.test(source)) wrong(node, 'this quiz is never closed', 'end it with a line `:::`');
  const at = node.children.findIndex((child) => child.type === 'list' && child.children.some((item) => typeof item.checked === 'boolean'));
  const list = node.children[at] as List | undefined;
  const question = at < 0 ? node.children : node.children.slice(0, at);
  if (question.length === 0) wrong(node, 'this quiz has no question', 'write it before the options');
  const after = at < 0 ? undefined : node.children[at + 1];
  if (after) wrong(after, 'this stands after the options', 'put it into the question, or indent it below the option it explains');
  const options = (list?.children ?? []).flatMap((item) => readOption(item, wrong) ?? []);
  if (!list || list.children.length < 2) wrong(list ?? node, 'a quiz needs at least two options', 'write each as `- [ ] …`, the right one as `- [x] …`');
  else if (!list.children.some((item) => item.checked)) wrong(list, 'this quiz has no right option', 'mark it as `- [x] …`');
  return id === undefined ? undefined : { kind: 'quiz', quiz: { id, question, options, position: markdown.positionOf(node) } };
}

function readOption(item: ListItem, wrong: Wrong): QuizSource['options'][number] | undefined {
  if (typeof item.checked !== 'boolean') {
    wrong(item, 'this option says neither right nor wrong', 'begin it with `- [ ]` or `- [x]`');
    return undefined;
  }
  const { label, explanation } = splitOption(item.children);
  if (label.length === 0) wrong(item, 'this option is empty', 'write it after the brackets');
  else if (explanation.length === 0) wrong(item, 'this option has no explanation', 'write one below it, indented by two spaces: it is shown when the option is chosen');
  return { correct: item.checked, label, explanation };
}

/**
 * The explanation is what stands indented below the option: blocks after an empty line, or, when the option is a single
 * paragraph, its further lines.
 */
function splitOption(children: (BlockContent | DefinitionContent)[]): { label: RootContent[]; explanation: RootContent[] } {
  const [first, ...rest] = children;
  if (!first) return { label: [], explanation: [] };
  if (first.type !== 'paragraph' || rest.length > 0) return { label: [first], explanation: rest };
  const [label, explanation] = splitAtLineBreak(first);
  return { label: [label], explanation: explanation.children.length === 0 ? [] : [explanation] };
}

function splitAtLineBreak(paragraph: Paragraph): [Paragraph, Paragraph] {
  const before: PhrasingContent[] = [];
  for (const [index, child] of paragraph.children.entries()) {
    const rest = paragraph.children.slice(index + 1);
    if (child.type === 'break') return [{ ...paragraph, children: before }, { ...paragraph, children: rest }];
    const at = child.type === 'text' ? child.value.indexOf('\n') : -1;
    if (child.type === 'text' && at >= 0) {
      const remaining = child.value.slice(at + 1);
      const after: PhrasingContent[] = remaining === '' ? rest : [{ type: 'text', value: remaining }, ...rest];
      return [{ ...paragraph, children: [...before, { type: 'text', value: child.value.slice(0, at) }] }, { ...paragraph, children: after }];
    }
    before.push(child);
  }
  return [paragraph, { ...paragraph, children: [] }];
}

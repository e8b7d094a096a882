import type { Element, Root as Html, RootContent } from 'hast';
import { toString } from 'hast-util-to-string';
import type { BlockContent, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Heading, LessonBlock } from '../contract/exercise.ts';
import type { Lesson } from './curriculum.ts';
import type { LessonPart, QuizSource } from './lesson-file.ts';
import { readLessonParts } from './lesson-file.ts';
import { MarkdownFile } from './markdown-file.ts';
import { renderCode, renderTree, toHtml } from './markdown.ts';
import { remember } from './memory.ts';

export interface RenderedLesson { blocks: LessonBlock[]; headings: Heading[] }

/**
 * A lesson's body as blocks in reading order, with the headings for its table of contents. Kept by the lesson's hash and
 * its exercises: one whose file is broken is left out although the text places it.
 */
export function renderLesson(lesson: Pick<Lesson, 'body' | 'exerciseIds' | 'hash' | 'trackId'>): Promise<RenderedLesson> {
  return remember(`lesson ${lesson.hash} ${lesson.trackId} ${lesson.exerciseIds.join(' ')}`, () => render(lesson));
}

async function render(lesson: Pick<Lesson, 'body' | 'exerciseIds' | 'trackId'>): Promise<RenderedLesson> {
  const markdown = new MarkdownFile('', lesson.body, 'body');
  const { parts } = readLessonParts(markdown);
  const numbered: LessonPart[] = [];
  // The whole body becomes one tree, so that slugs, footnotes and link definitions are shared; the parts leave a numbered
  // element each, at which the finished tree is cut.
  const tree: Root = {
    type: 'root',
    children: markdown.body.map((node) => {
      const part = parts.get(node);
      return part ? placeholder(numbered.push(part) - 1, part) : node;
    }),
  };
  const html = await renderTree(tree, markdown.text);
  return { blocks: await cut(html, numbered, lesson), headings: headingsOf(html) };
}

function placeholder(number: number, part: LessonPart): BlockContent {
  return box({ dataBlock: String(number) }, part.kind === 'quiz' ? quizBoxes(part.quiz) : []);
}

function quizBoxes(quiz: QuizSource): BlockContent[] {
  return [quiz.question, ...quiz.options.flatMap((option) => [option.label, option.explanation])].map((children) => box({ dataPart: 'true' }, children as BlockContent[]));
}

function box(hProperties: Record<string, string>, children: BlockContent[]): BlockContent {
  return { type: 'blockquote', data: { hName: 'div', hProperties }, children };
}

async function cut(html: Html, parts: LessonPart[], { exerciseIds, trackId }: Pick<Lesson, 'exerciseIds' | 'trackId'>): Promise<LessonBlock[]> {
  const blocks: LessonBlock[] = [];
  let prose: RootContent[] = [];
  const endProse = () => {
    const text = toHtml(prose).trim();
    if (text !== '') blocks.push({ kind: 'html', html: text });
    prose = [];
  };
  for (const node of html.children) {
    const number = node.type === 'element' ? node.properties.dataBlock : undefined;
    const part = number === undefined ? undefined : parts[Number(number)];
    if (!part || node.type !== 'element') {
      prose.push(node);
      continue;
    }
    endProse();
    if (part.kind === 'quiz') blocks.push({ kind: 'quiz', quiz: quizOf(part.quiz, node) });
    else if (part.kind === 'example') blocks.push({ kind: 'example', runtime: part.example.runtime, code: part.example.code, html: await renderCode(part.example.code, part.example.runtime), ...(part.example.dataset === undefined ? {} : { dataset: `${trackId}/${part.example.dataset}` }) });
    else if (exerciseIds.includes(part.exerciseId)) blocks.push({ kind: 'exercise', exerciseId: part.exerciseId });
  }
  endProse();
  return blocks;
}

function quizOf(source: QuizSource, node: Element): { id: string; questionHtml: string; options: { html: string; correct: boolean; explanationHtml: string }[] } {
  const pieces = node.children.filter((child) => child.type === 'element' && child.properties.dataPart !== undefined).map((child) => toHtml((child as Element).children).trim());
  return {
    id: source.id,
    questionHtml: pieces[0] ?? '',
    options: source.options.map(({ correct }, index) => ({ html: pieces[1 + 2 * index] ?? '', correct, explanationHtml: pieces[2 + 2 * index] ?? '' })),
  };
}

function headingsOf(html: Html): Heading[] {
  const headings: Heading[] = [];
  visit(html, 'element', (element) => {
    const depth = element.tagName === 'h2' ? 2 : element.tagName === 'h3' ? 3 : undefined;
    // The heading above footnotes is for screen readers only.
    if (depth && typeof element.properties.id === 'string' && element.properties.id !== 'footnote-label') headings.push({ id: element.properties.id, text: toString(element), depth });
  });
  return headings;
}

import type { Code, Nodes, Root, RootContent, Yaml } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { SourcePosition } from '../contract/exercise.ts';
import type { CurriculumProblem } from './problem.ts';

export interface Link { url: string; position: SourcePosition }

const proseParser = unified().use(remarkParse).use(remarkGfm).freeze();
const parsers = {
  /** A task, a hint, a mistake's sentence: shown on its own. */
  prose: proseParser,
  /** A lesson's body on its own: with directives. */
  body: proseParser().use(remarkDirective).freeze(),
  /** A whole exercise file. */
  exercise: proseParser().use(remarkFrontmatter).freeze(),
  /** A whole lesson, module or track file. */
  lesson: proseParser().use(remarkFrontmatter).use(remarkDirective).freeze(),
};

/** A Markdown file of the curriculum, or a part of one, parsed with positions. */
export class MarkdownFile {
  readonly file: string;
  readonly text: string;
  readonly root: Root;
  readonly frontMatter: Yaml | undefined;
  /** Everything below the front matter. */
  readonly body: RootContent[];

  constructor(file: string, text: string, kind: keyof typeof parsers) {
    this.file = file;
    // Neither changes a line or a column, and the parts cut out of the text then hold plain line breaks.
    this.text = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    this.root = parsers[kind].parse(this.text);
    const [first] = this.root.children;
    this.frontMatter = first?.type === 'yaml' ? first : undefined;
    this.body = this.frontMatter ? this.root.children.slice(1) : this.root.children;
  }

  positionOf(node: Nodes): SourcePosition {
    return { file: this.file, line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 };
  }

  problemAt(node: Nodes, what: string, remedy: string): CurriculumProblem {
    return { ...this.positionOf(node), what, remedy };
  }

  /** The Markdown that neighbouring nodes were parsed from, moved to the margin when it stood in a list. */
  markdownOf(nodes: Nodes[]): string {
    const first = nodes[0]?.position?.start;
    const last = nodes.at(-1)?.position?.end;
    if (first?.offset === undefined || last?.offset === undefined) return '';
    const indentation = new RegExp(`^[ \\t]{0,${first.column - 1}}`);
    return this.text.slice(first.offset, last.offset).split('\n').map((line, index) => (index === 0 ? line : line.replace(indentation, ''))).join('\n');
  }

  /** What is wrong wherever Markdown is shown: fences that never end, raw HTML, pictures, a heading of the page's own rank. */
  proseProblems(nodes: RootContent[]): CurriculumProblem[] {
    const problems: CurriculumProblem[] = [];
    const prose: Root = { type: 'root', children: nodes };
    visit(prose, (node) => {
      if (node.type === 'html' && !/^<!--[\s\S]*-->$/.test(node.value.trim())) {
        problems.push(this.problemAt(node, `raw HTML (\`${node.value.slice(0, 40)}\`) is shown as text, not as HTML`, 'put it in backticks if it is code, else write it in Markdown'));
      } else if (node.type === 'image' || node.type === 'imageReference') {
        problems.push(this.problemAt(node, 'pictures are not available in this version yet', 'say it in words, a table or a code block'));
      } else if (node.type === 'heading' && node.depth === 1) {
        problems.push(this.problemAt(node, 'a heading with one `#` is the page\'s own title', 'begin with `##` in a lesson and with `###` in a task'));
      } else if (node.type === 'code' && !this.isClosed(node)) {
        problems.push(this.problemAt(node, 'this fence is never closed', 'end it with a line of the same characters, at least as many as it begins with'));
      }
    });
    return problems;
  }

  /** Every link of the file, also those given by reference. */
  links(): Link[] {
    const links: Link[] = [];
    visit(this.root, (node) => {
      if (node.type === 'link' || node.type === 'definition') links.push({ url: node.url, position: this.positionOf(node) });
    });
    return links;
  }

  /** Whether a fence ends with its own closing line; code by indentation needs none. */
  isClosed(node: Code): boolean {
    const start = node.position?.start.offset ?? 0;
    const lines = this.text.slice(start, node.position?.end.offset).split('\n');
    const opening = /^(`{3,}|~{3,})/.exec(lines[0] ?? '')?.[1];
    if (opening === undefined) return true;
    const closing = /(`{3,}|~{3,})[ \t]*$/.exec(lines.at(-1) ?? '')?.[1];
    return lines.length > 1 && closing !== undefined && closing[0] === opening[0] && closing.length >= opening.length;
  }
}

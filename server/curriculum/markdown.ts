import type { Element, Root as Html } from 'hast';
import { toString } from 'hast-util-to-string';
import type { Nodes, Root } from 'mdast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { highlight, highlightFences } from './highlight.ts';
import { MarkdownFile } from './markdown-file.ts';
import { remember } from './memory.ts';

const stringifier = unified().use(rehypeStringify).freeze();

/**
 * What may be left of an author's HTML. Raw HTML never gets this far (it becomes text), so this guards what Markdown
 * itself can make: `javascript:` links above all. Blocks of a lesson carry a number that lesson-body.ts put there.
 */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  // remark-rehype already gives footnotes a prefix of their own.
  clobberPrefix: '',
  attributes: { ...defaultSchema.attributes, div: [...(defaultSchema.attributes?.div ?? []), 'dataBlock', 'dataPart'] },
};

const treeRenderer = unified()
  .use(remarkRehype, { clobberPrefix: 'note-' })
  .use(rehypeSanitize, schema)
  .use(rehypeSlug)
  .use(() => markExternalLinks)
  .use(() => wrapTables)
  .use(() => highlightFences)
  .freeze();

/** A task, a hint or a mistake's sentence as sanitised HTML with highlighted code. */
export function renderMarkdown(markdown: string): Promise<string> {
  return remember(`markdown\n${markdown}`, async () => {
    const parsed = new MarkdownFile('', markdown, 'prose');
    return toHtml(await renderTree(parsed.root, parsed.text));
  });
}

/** Code as `<pre class="code">` with token classes; `language` is a fence's language or a runtime. */
export function renderCode(code: string, language: string): Promise<string> {
  return remember(`code\n${language}\n${code}`, async () => toHtml(await highlight(code, language)));
}

/** Sanitised and finished HTML of a Markdown tree. `text` is what the tree was parsed from. */
export async function renderTree(tree: Root, text: string): Promise<Html> {
  showAsText(tree, text);
  return treeRenderer.run(tree);
}

/** Serialises; a lone element or a list of nodes will do. */
export function toHtml(node: Html | Html['children'][number] | Html['children']): string {
  return stringifier.stringify(Array.isArray(node) ? { type: 'root', children: node } : node.type === 'root' ? node : { type: 'root', children: [node] });
}

/**
 * What an author wrote as text but a parser took for something else: raw HTML such as `Map<string, number>`, and `:id` in
 * `/books/:id`, which looks like a directive. Comments vanish.
 */
function showAsText(tree: Root, text: string): void {
  visit(tree, (node, index, parent) => {
    if (index === undefined || !parent) return undefined;
    const siblings = parent.children as Nodes[];
    if (node.type === 'html' && node.value.trim().startsWith('<!--')) {
      siblings.splice(index, 1);
      return index;
    }
    const asWritten = () => text.slice(node.position?.start.offset, node.position?.end.offset);
    if (node.type === 'html') siblings[index] = parent.type === 'paragraph' ? { type: 'text', value: node.value } : { type: 'paragraph', children: [{ type: 'text', value: node.value }] };
    if (node.type === 'textDirective') siblings[index] = { type: 'text', value: asWritten() };
    return undefined;
  });
}

function markExternalLinks(tree: Html): void {
  visit(tree, 'element', (element) => {
    if (element.tagName === 'a' && /^https?:/.test(String(element.properties.href ?? ''))) element.properties.rel = ['noopener', 'noreferrer'];
  });
}

/** Lets a wide table scroll by itself on a narrow screen, and by keyboard: a focusable region, labelled by its columns. */
function wrapTables(tree: Html): void {
  const labels = new Map<string, number>();
  visit(tree, 'element', (table, index, parent) => {
    if (table.tagName !== 'table' || index === undefined || !parent) return undefined;
    const label = `Table: ${columnsOf(table).join(', ')}`;
    const count = (labels.get(label) ?? 0) + 1;
    labels.set(label, count);
    const properties = { className: ['table-scroll'], role: 'region', tabIndex: 0, ariaLabel: count === 1 ? label : `${label} (${count})` };
    parent.children[index] = { type: 'element', tagName: 'div', properties, children: [table] };
    return index + 1;
  });
}

function columnsOf(table: Element): string[] {
  const columns: string[] = [];
  visit(table, 'element', (cell) => { if (cell.tagName === 'th') columns.push(toString(cell).trim()); });
  return columns.filter((column) => column !== '');
}

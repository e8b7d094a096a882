import { isAlias, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import type { z } from 'zod';
import type { SourcePosition } from '../contract/exercise.ts';
import type { CurriculumProblem } from './problem.ts';
import { suggest } from './nearest.ts';

/** What may be written after `!` in the tests; expected-values.ts gives each its meaning. */
export const valueTags = ['!undefined', '!bigint', '!date', '!set', '!map'] as const;

/**
 * A piece of YAML inside a Markdown file: reads it, and says where each part of it stands in that file.
 * Problems pile up in `problems`; nothing here throws because of what an author wrote.
 */
export class YamlSource {
  readonly file: string;
  readonly problems: CurriculumProblem[];
  readonly document: Document.Parsed;
  private readonly text: string;
  private readonly firstLine: number;
  private readonly indentation: number;

  /** `firstLine` is the file's line on which the YAML begins; `indentation` the columns its fence stands in from the margin. */
  constructor(text: string, place: { file: string; firstLine: number; indentation?: number }, problems: CurriculumProblem[]) {
    this.file = place.file;
    this.firstLine = place.firstLine;
    this.indentation = place.indentation ?? 0;
    this.problems = problems;
    this.text = text;
    this.document = parseDocument(text, { prettyErrors: false });
    for (const error of this.document.errors) {
      this.problemAt(error.pos[0], `this is not valid YAML: ${error.message}`, yamlRemedies[error.code] ?? 'look at the indentation and the quotes on this line and the one before it');
    }
    if (this.document.errors.length === 0) this.refuseUnknownTags();
  }

  /** The root, when it is a map; anything else is named as a problem. */
  root(whatItIs: string): YAMLMap | undefined {
    if (this.document.errors.length > 0) return undefined;
    const root = this.document.contents;
    if (isMap(root)) return root;
    this.problemAt(root ?? 0, `${whatItIs} should be keys and values`, 'write one `key: value` per line');
    return undefined;
  }

  /** What stands under a key, with aliases followed; undefined when the key is absent, so `key:` with nothing after it is a null scalar. */
  valueOf(map: YAMLMap, key: string): Node | undefined {
    return this.follow(map.get(key, true));
  }

  /** The node an alias stands for, or the node itself. */
  follow(node: unknown): Node | undefined {
    if (!isNode(node)) return undefined;
    return isAlias(node) ? this.follow(node.resolve(this.document)) : node;
  }

  /** The key's own node, for problems about the key rather than its value. */
  keyOf(map: YAMLMap, key: string): Node | undefined {
    const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return pair && isNode(pair.key) ? pair.key : undefined;
  }

  /** Names each key that is not one of `right`, with the nearest of `offered`. */
  refuseUnknownKeys(map: YAMLMap, right: readonly string[], where: string, offered = right): void {
    for (const { key } of map.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      if (!right.includes(name)) this.problemAt(isNode(key) ? key : map, `\`${name}\` is not a key of ${where}`, suggest(name, offered));
    }
  }

  /** The plain JavaScript value below a node; undefined, with a problem, when aliases make it too large. */
  plain(node: Node): unknown {
    try {
      return node.toJS(this.document, { maxAliasCount: 100 });
    } catch (error) {
      this.problemAt(node, `this cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'write it out without anchors and aliases');
      return undefined;
    }
  }

  /**
   * A map's values as the schema wants them, or undefined after naming each value that is not. The remedy for a key is its
   * schema's description, put after "write". Unknown keys are refuseUnknownKeys' affair.
   */
  read<Shape extends z.ZodRawShape>(map: YAMLMap, schema: z.ZodObject<Shape>, where: string): z.infer<z.ZodObject<Shape>> | undefined {
    this.refuseUnknownKeys(map, Object.keys(schema.shape), where);
    const plain = this.plain(map);
    if (plain === undefined) return undefined;
    const result = schema.safeParse(plain);
    if (result.success) return result.data;
    const named = new Set<string>();
    for (const issue of result.error.issues) {
      const key = String(issue.path[0] ?? '');
      if (named.has(key)) continue;
      named.add(key);
      const field = schema.shape[key] as z.ZodType | undefined;
      const remedy = `write ${field?.description ?? 'it as the authoring guide says'}`;
      if (!map.has(key)) {
        this.problemAt(map, `${where} has no \`${key}\``, `${remedy} as \`${key}: …\``);
      } else {
        const node = issue.code === 'invalid_key' ? this.keyBelow(map, issue.path) : this.deepest(map, issue.path);
        this.problemAt(node, `\`${issue.path.join('.')}\` is ${this.excerpt(node)}`, remedy);
      }
    }
    return undefined;
  }

  /** Adds a problem at a node, or at an offset into the YAML. */
  problemAt(place: Node | number, what: string, remedy: string): void {
    this.problems.push({ ...this.positionOf(place), what, remedy });
  }

  /** The file's own line and column of a node or an offset. */
  positionOf(place: Node | number): SourcePosition {
    const offset = typeof place === 'number' ? place : (place.range?.[0] ?? 0);
    // Counted here, because the parser's own count loses lines where the text is not what it hoped for.
    const before = this.text.slice(0, offset).split('\n');
    return { file: this.file, line: this.firstLine + before.length - 1, column: before.at(-1)!.length + 1 + this.indentation };
  }

  /** The file's own line and column of what a path leads to, as far as it leads. */
  positionAt(map: YAMLMap, path: PropertyKey[]): SourcePosition {
    return this.positionOf(this.deepest(map, path));
  }

  /** A short form of what an author wrote, for a problem's sentence. */
  excerpt(node: Node): string {
    if (isScalar(node)) return node.value === null ? 'empty' : `\`${String(node.source ?? node.value).slice(0, 60)}\``;
    return isMap(node) ? 'a map' : 'a list';
  }

  private deepest(map: YAMLMap, path: PropertyKey[]): Node {
    let node: Node = map;
    for (let length = 1; length <= path.length; length++) {
      const next = this.follow(map.getIn(path.slice(0, length), true));
      if (!next) break;
      node = next;
    }
    return node;
  }

  private keyBelow(map: YAMLMap, path: PropertyKey[]): Node {
    const parent = this.deepest(map, path.slice(0, -1));
    return (isMap(parent) && this.keyOf(parent, String(path.at(-1)))) || parent;
  }

  private refuseUnknownTags(): void {
    const right: readonly string[] = valueTags;
    visit(this.document, {
      Node: (_, node) => {
        const tag = isAlias(node) ? undefined : (node as { tag?: string }).tag;
        // A node's range begins after its tag.
        if (tag?.startsWith('!') && !right.includes(tag)) this.problemAt(this.text.lastIndexOf(tag, node.range?.[0]), `\`${tag}\` is not a tag`, suggest(tag, right));
      },
    });
  }
}

/** The pairs of a map; a key that nothing follows (`{ a }`) has the value null, and aliases are not followed yet. */
export function entriesOf(map: YAMLMap): { key: unknown; value: unknown }[] {
  return map.items.map((pair) => ({ key: pair.key, value: pair.value }));
}

const yamlRemedies: Partial<Record<string, string>> = {
  DUPLICATE_KEY: 'keep one of the two',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_ALIAS: 'put text that begins with `*` or `&` in quotes',
  MISSING_CHAR: 'close the quote or the bracket',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that holds `: ` in quotes, and give every key its own line',
  BLOCK_IN_FLOW: 'write the whole value in one style: either in brackets or indented below',
};

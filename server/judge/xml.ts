import { SaxesParser } from 'saxes';
import { describeStrings } from './text.ts';
import { quote } from './print.ts';
import type { Difference } from './compare.ts';

/** An element by structure: its namespace and local name, attributes by the same, and what stands within. */
interface XmlElement { name: string; uri: string; attributes: Map<string, string>; children: (XmlElement | string)[] }

/** Deeper documents are refused: comparing and printing them takes a stack. */
const XML_DEPTH = 200;
const xmlnsUri = 'http://www.w3.org/2000/xmlns/';

export type XmlReading = { root: XmlElement } | { problem: string; line: number };

/** Reads a document; malformed text is answered with what is wrong and the line (from 1), never thrown. */
export function readXml(text: string): XmlReading {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let problem: { problem: string; line: number } | undefined;
  const fail = (what: string) => {
    problem ??= { problem: what, line: parser.line };
    // Nothing else ends the reading early.
    throw new Stop();
  };
  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('opentag', (tag) => {
    const element: XmlElement = { name: tag.local, uri: tag.uri, attributes: new Map(), children: [] };
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri !== xmlnsUri) element.attributes.set(qualified(attribute.uri, attribute.local), attribute.value);
    }
    if (open.length >= XML_DEPTH) fail('elements are nested too deep');
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    // White space between elements is layout; an element that holds only text keeps it.
    if (element?.children.some((child) => typeof child !== 'string')) {
      element.children = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
    }
  });
  const addText = (text: string) => {
    const children = open.at(-1)?.children;
    if (!children || text === '') return;
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Stop)) problem ??= { problem: 'it cannot be read', line: parser.line };
  }
  if (problem) return problem;
  return root ? { root } : { problem: 'it has no element', line: 1 };
}

class Stop extends Error {}

/**
 * Compares two documents by structure: names with their namespaces, attributes and text. Prefixes, the order of attributes,
 * comments, processing instructions and white space between elements do not count. `path` is like `/books/book[2]/@id`.
 */
export function findXmlDifference(expected: XmlReading, actual: XmlReading): Difference | undefined {
  if ('problem' in actual) return { path: '', message: `the XML is not well-formed: ${actual.problem} (line ${actual.line})` };
  if ('problem' in expected) return { path: '', message: `the XML that this test expects is not well-formed: ${expected.problem}` };
  return compareElements(expected.root, actual.root, `/${expected.root.name}`);
}

function compareElements(expected: XmlElement, actual: XmlElement, path: string): Difference | undefined {
  if (expected.name !== actual.name) return { path, message: `expected the element <${expected.name}>, got <${actual.name}>` };
  if (expected.uri !== actual.uri) return { path, message: `expected the element in ${namespace(expected.uri)}, got it in ${namespace(actual.uri)}` };
  for (const [name, value] of expected.attributes) {
    const came = actual.attributes.get(name);
    if (came === undefined) return { path: `${path}/@${name}`, message: `expected ${quote(value)}, but this attribute is missing` };
    if (came !== value) return { path: `${path}/@${name}`, message: describeStrings(value, came) };
  }
  for (const [name, value] of actual.attributes) {
    if (!expected.attributes.has(name)) return { path: `${path}/@${name}`, message: `expected no such attribute, got ${quote(value)}` };
  }
  return compareChildren(expected, actual, path);
}

function compareChildren(expected: XmlElement, actual: XmlElement, path: string): Difference | undefined {
  const seen = new Map<string, number>();
  for (let index = 0; index < Math.max(expected.children.length, actual.children.length); index += 1) {
    const want = expected.children[index];
    const came = actual.children[index];
    if (want === undefined) return { path, message: `expected nothing more within it, got ${describe(came)}` };
    if (typeof want === 'string' || came === undefined || typeof came === 'string') {
      if (want === came) continue;
      return { path, message: typeof want === 'string' && typeof came === 'string' ? describeStrings(want, came) : `expected ${describe(want)}, got ${describe(came)}` };
    }
    const place = (seen.get(want.name) ?? 0) + 1;
    seen.set(want.name, place);
    const alone = expected.children.filter((child) => typeof child !== 'string' && child.name === want.name).length === 1;
    const difference = compareElements(want, came, `${path}/${want.name}${alone ? '' : `[${place}]`}`);
    if (difference) return difference;
  }
  return undefined;
}

function describe(child: XmlElement | string | undefined): string {
  if (child === undefined) return 'nothing';
  return typeof child === 'string' ? quote(child) : `<${child.name}>`;
}

function namespace(uri: string): string {
  return uri === '' ? 'no namespace' : `the namespace ${quote(uri)}`;
}

function qualified(uri: string, local: string): string {
  return uri === '' ? local : `{${uri}}${local}`;
}

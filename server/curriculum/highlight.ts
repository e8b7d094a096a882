import { setImmediate } from 'node:timers/promises';
import type { Element, ElementContent, Root } from 'hast';
import { bundledLanguages, bundledLanguagesAlias, createCssVariablesTheme, createHighlighterCore, createJavaScriptRegexEngine } from 'shiki';
import type { HighlighterCore } from 'shiki';
import { redisGrammar } from './redis-grammar.ts';

const theme = createCssVariablesTheme({ name: 'groundwork', variablePrefix: '--tok-', fontStyle: false });
/** Past this, colours cost more time than they are worth (64 KiB of TypeScript take about half a second). */
const LONGEST_HIGHLIGHTED = 32 * 1024;

/** What Shiki has no grammar for. */
const ownLanguages = { redis: redisGrammar };
/** Runtimes and fences whose language has another name. */
const otherNames = new Map([['documents', 'javascript'], ['mongodb', 'javascript'], ['keyvalue', 'redis'], ['iis', 'xml'], ['config', 'yaml']]);
type Language = keyof typeof bundledLanguages | keyof typeof ownLanguages;

let highlighter: Promise<HighlighterCore> | undefined;
const loading = new Map<string, Promise<void>>();

/**
 * Code as `<pre class="code">`, its tokens in spans with classes (never inline styles: the page's CSP forbids them).
 * `language` is a fence's language or a runtime's name; one that nobody knows gives plain text.
 */
export async function highlight(code: string, language: string): Promise<Element> {
  const children = await tokensOf(code, language);
  // Focusable, because a code block that scrolls sideways must be reachable by keyboard.
  return { type: 'element', tagName: 'pre', properties: { className: ['code'], tabIndex: 0 }, children: [{ type: 'element', tagName: 'code', properties: {}, children }] };
}

/** Replaces every fence of a rendered tree by its highlighted form. */
export async function highlightFences(root: Root): Promise<void> {
  await highlightBelow(root);
}

async function highlightBelow(parent: Root | Element): Promise<void> {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element') continue;
    const code = child.tagName === 'pre' ? child.children.find((grandchild) => grandchild.type === 'element' && grandchild.tagName === 'code') : undefined;
    if (code?.type === 'element') parent.children[index] = await highlight(textOf(code).replace(/\n$/, ''), languageOf(code));
    else await highlightBelow(child);
  }
}

async function tokensOf(code: string, language: string): Promise<ElementContent[]> {
  const name = knownLanguage(language);
  if (!name || code.length > LONGEST_HIGHLIGHTED) return [{ type: 'text', value: code }];
  const shiki = await withLanguage(name);
  // Between blocks others get their turn: a lesson full of code takes half a second when its grammars are still cold.
  await setImmediate();
  // No limit per line: a cold grammar exceeds Shiki's own, and the plain line that comes of it would be kept. LONGEST_HIGHLIGHTED is the limit.
  const lines = shiki.codeToTokensBase(code, { lang: name, theme: 'groundwork', tokenizeTimeLimit: 0 });
  return lines.flatMap((tokens, index): ElementContent[] => [
    ...(index === 0 ? [] : [{ type: 'text' as const, value: '\n' }]),
    ...tokens.map(({ content, color }): ElementContent => {
      const className = /--tok-token-([a-z-]+)/.exec(color ?? '')?.[1];
      const text = { type: 'text' as const, value: content };
      return className && content.trim() !== '' ? { type: 'element', tagName: 'span', properties: { className: [`tok-${className}`] }, children: [text] } : text;
    }),
  ]);
}

function knownLanguage(language: string): Language | undefined {
  const name = otherNames.get(language.toLowerCase()) ?? language.toLowerCase();
  if (isOwn(name)) return name;
  if (Object.hasOwn(bundledLanguages, name)) return name as keyof typeof bundledLanguages;
  return Object.hasOwn(bundledLanguagesAlias, name) ? (name as keyof typeof bundledLanguages) : undefined;
}

/** The one highlighter, made when the first code block asks for it, with a language's grammar read when it is first needed. */
async function withLanguage(name: Language): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({ themes: [theme], langs: [], engine: createJavaScriptRegexEngine({ forgiving: true }) });
  const shiki = await highlighter;
  if (!loading.has(name)) loading.set(name, shiki.loadLanguage(isOwn(name) ? ownLanguages[name] : bundledLanguages[name]));
  await loading.get(name);
  return shiki;
}

function isOwn(name: string): name is keyof typeof ownLanguages {
  return Object.hasOwn(ownLanguages, name);
}

function languageOf(code: Element): string {
  const classes = Array.isArray(code.properties.className) ? code.properties.className.map(String) : [];
  return classes.find((name) => name.startsWith('language-'))?.slice('language-'.length) ?? '';
}

function textOf(element: Element): string {
  return element.children.map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : '')).join('');
}

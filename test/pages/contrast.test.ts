import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

// WCAG 2.2: text against its ground 4.5:1 (1.4.3), what makes a control or a picture understandable 3:1 (1.4.11).
// The colours are computed from tokens.css itself, in both themes.

type Colour = { lightness: number; chroma: number; hue: number };
type Theme = 'light' | 'dark';

const css = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8');
const colour = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const tokens = new Map([...css.matchAll(new RegExp(String.raw`--([a-z-]+): light-dark\(${colour}, ${colour}\);`, 'g'))].map(([, name = '', ...numbers]) => {
  const [l1, c1, h1, l2, c2, h2] = numbers.map(Number);
  return [name, { light: { lightness: l1 ?? 0, chroma: c1 ?? 0, hue: h1 ?? 0 }, dark: { lightness: l2 ?? 0, chroma: c2 ?? 0, hue: h2 ?? 0 } }] as const;
}));

/** OKLCH → linear sRGB by Björn Ottosson's matrices (bottosson.github.io/posts/oklab), cut to the gamut. */
function linearRgb({ lightness, chroma, hue }: Colour): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s]
    .map((channel) => Math.min(1, Math.max(0, channel))) as [number, number, number];
}

function luminance(name: string, theme: Theme): number {
  const token = tokens.get(name);
  if (!token) throw new Error(`tokens.css has no --${name}`);
  const [red, green, blue] = linearRgb(token[theme]);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: Theme): number {
  const [darker = 0, lighter = 0] = [luminance(one, theme), luminance(other, theme)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['page', 'surface', 'raised', 'sunken'];
const meanings = ['passed', 'failed', 'caution', 'information'];
const codeTokens = [...tokens.keys()].filter((name) => name.startsWith('tok-'));

const text: [string, string][] = [
  ...['text', 'text-soft', 'text-faint', 'accent', 'accent-strong', ...meanings].flatMap((name) => grounds.map((ground): [string, string] => [name, ground])),
  ...['text', 'text-soft', 'accent'].flatMap((name) => ['hover', 'accent-soft', ...meanings.map((meaning) => `${meaning}-soft`)].map((ground): [string, string] => [name, ground])),
  ...meanings.map((meaning): [string, string] => [meaning, `${meaning}-soft`]),
  ...['code-text', ...codeTokens].flatMap((name) => ['sunken', 'surface'].map((ground): [string, string] => [name, ground])),
  ['on-accent', 'accent'], ['on-accent', 'accent-strong'],
];

const controls = ['edge', 'accent', ...meanings.map((meaning) => `${meaning}-edge`)].flatMap((name) => grounds.map((ground): [string, string] => [name, ground]));

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(text)('%s reads on %s', (name, ground) => {
    expect(contrast(name, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(controls)('%s is seen on %s', (name, ground) => {
    expect(contrast(name, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

test('the computation agrees with known figures', () => {
  tokens.set('white', { light: { lightness: 1, chroma: 0, hue: 0 }, dark: { lightness: 0, chroma: 0, hue: 0 } });
  tokens.set('black', { light: { lightness: 0, chroma: 0, hue: 0 }, dark: { lightness: 1, chroma: 0, hue: 0 } });
  expect(contrast('white', 'black', 'light')).toBeCloseTo(21, 1);
});

/** The site's colours as Monaco wants them. */
export interface Palette {
  dark: boolean;
  /** `#rrggbb` of a custom property of tokens.css. */
  colour: (property: Property) => string;
}

const properties = [
  '--surface', '--raised', '--sunken', '--hover', '--line', '--edge', '--text', '--text-faint', '--accent', '--accent-strong', '--failed', '--caution',
  '--code-text', '--tok-keyword', '--tok-string', '--tok-comment', '--tok-function', '--tok-constant', '--tok-punctuation',
] as const;
type Property = (typeof properties)[number];

/** Reads the colours that hold now. Whatever notation tokens.css uses, a canvas turns it into red, green and blue. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no canvas to read colours with.');
  const read = (property: Property) => {
    probe.style.color = `var(${property})`;
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const colours = new Map<Property, string>(properties.map((property) => [property, read(property)]));
  probe.remove();
  const chosen = document.documentElement.dataset.theme;
  return {
    dark: chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches,
    colour: (property) => colours.get(property) ?? read(property),
  };
}

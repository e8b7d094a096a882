/** The site's colours as Monaco wants them. */
export interface Palette {
  dark: boolean;
  /** `#rrggbb` of a custom property of tokens.css. */
  colour: (property: string) => string;
}

/** Reads the colours that hold now. Whatever notation tokens.css uses, a canvas turns it into red, green and blue. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map<string, string>();
  const read = (property: string) => {
    probe.style.color = `var(${property})`;
    if (!context) return '#808080';
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const names = [...usedProperties];
  for (const name of names) known.set(name, read(name));
  probe.remove();
  const chosen = document.documentElement.dataset.theme;
  return {
    dark: chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches,
    colour: (property) => known.get(property) ?? '#808080',
  };
}

const usedProperties = [
  '--surface', '--raised', '--sunken', '--hover', '--line', '--edge', '--text', '--text-faint', '--accent', '--accent-strong', '--failed', '--caution',
  '--code-text', '--tok-keyword', '--tok-string', '--tok-comment', '--tok-function', '--tok-constant', '--tok-punctuation',
] as const;

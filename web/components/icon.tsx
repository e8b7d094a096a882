// Drawn for Groundwork on a 16-pixel grid, in strokes. `dot` parts are filled with the text's colour.
const drawings = {
  untouched: [{ circle: [8, 8, 6] }],
  started: [{ circle: [8, 8, 6] }, { fill: 'M8 2a6 6 0 0 1 0 12z' }],
  solved: [{ circle: [8, 8, 6] }, { stroke: 'm5.4 8.2 1.8 1.8 3.4-3.8' }],
  passed: [{ stroke: 'm3 8.6 3.2 3.2L13 4.6' }],
  failed: [{ stroke: 'm4 4 8 8m0-8-8 8' }],
  skipped: [{ stroke: 'M3.5 8h9' }],
  caution: [{ stroke: 'M8 2.2 14.4 13.4H1.6z' }, { stroke: 'M8 6.6v3.2m0 1.9v.1' }],
  information: [{ circle: [8, 8, 6.2] }, { stroke: 'M8 7.4v3.6M8 5v.1' }],
  clock: [{ circle: [8, 8, 6] }, { stroke: 'M8 4.6V8l2.3 1.6' }],
  memory: [{ stroke: 'M4.5 4.5h7v7h-7zM6.5 2v2.5m3-2.5v2.5m-3 7V14m3-2.5V14M2 6.5h2.5M2 9.5h2.5m7-3H14m-2.5 3H14' }],
  output: [{ stroke: 'M2.5 3.5h11v9h-11zM5 6.5 6.8 8 5 9.5m3.8.3H11' }],
  next: [{ stroke: 'M2.8 8h10.4M9 3.8 13.2 8 9 12.2' }],
  previous: [{ stroke: 'M13.2 8H2.8M7 3.8 2.8 8 7 12.2' }],
  'chevron-down': [{ stroke: 'm4 6.2 4 4 4-4' }],
  'chevron-right': [{ stroke: 'm6.2 4 4 4-4 4' }],
  play: [{ stroke: 'M4.8 3.2 12.4 8l-7.6 4.8z' }],
  submit: [{ stroke: 'M8 13.2V3m-4 4 4-4 4 4' }],
  reset: [{ stroke: 'M3 3v3.6h3.6M3.3 6.4a5.2 5.2 0 1 1-.4 3' }],
  history: [{ stroke: 'M3 3v3.6h3.6M3.3 6.4a5.2 5.2 0 1 1-.4 3M8 5.4V8l1.8 1.2' }],
  hint: [{ stroke: 'M6 11.4C4.6 10.5 3.8 9.2 3.8 7.4a4.2 4.2 0 0 1 8.4 0c0 1.8-.8 3.1-2.2 4v.9H6zM6.6 14.2h2.8' }],
  eye: [{ stroke: 'M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8z' }, { circle: [8, 8, 1.8] }],
  pencil: [{ stroke: 'm3 13 .6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.2 4.6l2.2 2.2' }],
  code: [{ stroke: 'M5.2 4.6 1.8 8l3.4 3.4m5.6-6.8L14.2 8l-3.4 3.4' }],
  sun: [{ circle: [8, 8, 2.8] }, { stroke: 'M8 1.4v1.4m0 10.4v1.4M1.4 8h1.4m10.4 0h1.4M3.3 3.3l1 1m7.4 7.4 1 1m0-9.4-1 1m-7.4 7.4-1 1' }],
  moon: [{ stroke: 'M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z' }],
  screen: [{ stroke: 'M2 3h12v8H2zM6 13.5h4' }],
  keyboard: [{ stroke: 'M1.8 4h12.4v8H1.8zM4.4 6.6v.1m2.4-.1v.1m2.4-.1v.1m2.4-.1v.1M5.4 9.4h5.2' }],
  list: [{ stroke: 'M5.6 4h8M5.6 8h8m-8 4h8M2.6 4v.1M2.6 8v.1m0 3.9v.1' }],
  close: [{ stroke: 'm4 4 8 8m0-8-8 8' }],
  home: [{ stroke: 'M2.4 7.4 8 2.8l5.6 4.6M4 6.4v6.8h8V6.4' }],
} satisfies Record<string, Part[]>;

type Part = { stroke: string } | { fill: string } | { circle: [x: number, y: number, radius: number] };

export type IconName = keyof typeof drawings;

/** A picture beside words; it says nothing of its own to a screen reader. */
export function Icon({ name, large = false }: { name: IconName; large?: boolean }) {
  const parts: readonly Part[] = drawings[name];
  return (
    <svg class={large ? 'icon icon--large' : 'icon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {parts.map((part) => {
        if ('circle' in part) return <circle cx={part.circle[0]} cy={part.circle[1]} r={part.circle[2]} />;
        if ('fill' in part) return <path d={part.fill} fill="currentColor" stroke="none" />;
        return <path d={part.stroke} />;
      })}
    </svg>
  );
}

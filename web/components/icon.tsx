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
  close: [{ stroke: 'm4 4 8 8m0-8-8 8' }],
} satisfies Record<string, Part[]>;

export type Part = { stroke: string } | { fill: string } | { circle: [x: number, y: number, radius: number] };

export type IconName = keyof typeof drawings;

/** A picture beside words; it says nothing of its own to a screen reader. */
export function Icon({ name, large }: { name: IconName; large?: boolean }) {
  return <Drawing parts={drawings[name]} large={large} />;
}

export function Drawing({ parts, large = false }: { parts: readonly Part[]; large?: boolean }) {
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

import { Drawing, type Part } from './icon.tsx';

// As in icon.tsx; apart from it, because only the server draws these and no browser need fetch them.
const drawings = {
  pencil: [{ stroke: 'm3 13 .6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.2 4.6l2.2 2.2' }],
  code: [{ stroke: 'M5.2 4.6 1.8 8l3.4 3.4m5.6-6.8L14.2 8l-3.4 3.4' }],
  sun: [{ circle: [8, 8, 2.8] }, { stroke: 'M8 1.4v1.4m0 10.4v1.4M1.4 8h1.4m10.4 0h1.4M3.3 3.3l1 1m7.4 7.4 1 1m0-9.4-1 1m-7.4 7.4-1 1' }],
  moon: [{ stroke: 'M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z' }],
  home: [{ stroke: 'M2.4 7.4 8 2.8l5.6 4.6M4 6.4v6.8h8V6.4' }],
} satisfies Record<string, Part[]>;

export function PageIcon({ name }: { name: keyof typeof drawings }) {
  return <Drawing parts={drawings[name]} />;
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small exercise in which nothing is wrong; broken ones are made from it by replacing a part. */
export const sumExercise = `---
id: sum-of
title: The sum of a list
runtimes: [typescript]
skills: [arrays]
difficulty: 1
minutes: 5
limits: { timeMs: 1000, memoryMb: 32 }
files:
  data/numbers.txt: "1 2 3"
---
Write \`sumOf\`, which adds the numbers of a list.

### In detail
\`\`\`\`md
## Tests
\`\`\`ts
not a section, not a fence
\`\`\`
\`\`\`\`

## Hints
1. Begin with 0.
2. Then go through the list:

   - one by one

## Starter
\`\`\`ts
export function sumOf(numbers: number[]): number {
  return 0
}
\`\`\`

## Solution
\`\`\`ts
export function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
\`\`\`

## Tests
\`\`\`yaml
call: sumOf
cases:
  - name: adds
    args: [[1, 2, 3]]
    returns: 6
  - name: counts what is below zero
    hidden: true
    hint: Are negative numbers numbers?
    args: [[-1]]
    returns: -1
\`\`\`

## Mistakes
### Leaves out negative numbers
Every number counts, also one **below zero**.
\`\`\`ts
export function sumOf(numbers: number[]): number {
  return numbers.filter((number) => number > 0).reduce((sum, number) => sum + number, 0)
}
\`\`\`
`;

export const sumLesson = `---
id: sums
title: Sums
summary: Adding up.
minutes: 5
skills: [arrays]
---
## Adding

\`\`\`ts run
console.log(1 + 2)
\`\`\`

::exercise{id="sum-of"}

:::quiz{id="sum-quiz"}
What is 1 + 1?

- [ ] 11
  That is two texts, one after the other.
- [x] 2
  So it is.
:::
`;

/** A whole curriculum in which nothing is wrong, as text by path. */
export const smallCurriculum: Record<string, string> = {
  'README.md': 'The guide is no exercise.',
  'numbers/track.md': '---\nid: numbers\ntitle: Numbers\nsummary: About numbers.\n---\n',
  'numbers/01-adding/module.md': '---\nid: adding\ntitle: Adding\nsummary: About sums.\n---\n',
  'numbers/01-adding/01-sums/lesson.md': sumLesson,
  'numbers/01-adding/01-sums/sum-of.md': sumExercise,
};

/** A folder of its own for one test, with these files in it. Disposing of it removes it. */
export async function folderWith(files: Record<string, string>): Promise<{ dir: string; write(path: string, text: string): Promise<void>; [Symbol.asyncDispose](): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'groundwork-curriculum-'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return { dir, write, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}

/** A text without its `⟦`, and the line and column at which that stood: where a test wants a problem to point. */
export function marked(text: string): { text: string; line: number; column: number } {
  const before = text.slice(0, text.indexOf('⟦')).split('\n');
  if (!text.includes('⟦')) throw new Error('The text holds no ⟦.');
  return { text: text.replace('⟦', ''), line: before.length, column: before.at(-1)!.length + 1 };
}

/** A text with one part replaced; the part must be there, so that a test cannot go on with an unchanged text. */
export function changed(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`The text holds no ${JSON.stringify(part)}.`);
  return text.replace(part, () => by);
}

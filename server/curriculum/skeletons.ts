import { existsSync } from 'node:fs';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isQueryRuntime, type Runtime, runtimeFacts } from '../contract/runtimes.ts';
import { exerciseSkeleton, skeletonRuntimes } from './skeleton-exercise.ts';

export const skeletonKinds = ['track', 'module', 'lesson', 'exercise'] as const;
export type SkeletonKind = (typeof skeletonKinds)[number];

/** Said to the author as it stands. */
export class SkeletonRefused extends Error {}

/**
 * Writes a new part at a path: a folder for a track, module or lesson, a file for an exercise. An exercise is complete, so
 * that the check passes before anything is changed; it is placed at the end of the lesson beside it.
 * @param runtimes what a new exercise can be solved in; the first is offered first
 * @returns what was written and what to do next, a sentence each
 * @throws SkeletonRefused when something is there already or the path gives no id
 */
export async function writeSkeleton(kind: SkeletonKind, path: string, usedIds: ReadonlySet<string>, runtimes: readonly string[] = ['typescript']): Promise<string[]> {
  const known = skeletonRuntimes.filter((runtime) => runtimes.includes(runtime));
  const unknown = runtimes.filter((runtime) => !known.some((one) => one === runtime));
  if (unknown.length > 0) throw new SkeletonRefused(`A new exercise cannot be begun in ${unknown.join(', ')}: use ${skeletonRuntimes.join(', ')}.`);
  if (kind !== 'exercise' && runtimes.join() !== 'typescript') throw new SkeletonRefused(`Only an exercise has runtimes; a ${kind} has none.`);
  const query = known.find((runtime) => isQueryRuntime(runtime));
  if (query && runtimes.length > 1) throw new SkeletonRefused(`An exercise in ${runtimeFacts[query].label} has no other runtimes: write ${query} alone.`);
  const folder = kind === 'exercise' ? dirname(path) : path;
  const id = basename(path).replace(/\.md$/, '').replace(/^\d+-/, '');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) throw new SkeletonRefused(`"${id}" cannot be an id: end the path with lower-case letters, digits and single hyphens, such as 01-first-steps.`);
  if (usedIds.has(id)) throw new SkeletonRefused(`The id "${id}" is in use already: choose another name.`);
  const file = kind === 'exercise' ? join(folder, `${basename(path).replace(/\.md$/, '')}.md`) : join(folder, `${kind}.md`);
  if (existsSync(file)) throw new SkeletonRefused(`There is a file at ${file} already.`);
  const above = { track: undefined, module: 'track.md', lesson: 'module.md', exercise: 'lesson.md' }[kind];
  const parent = kind === 'exercise' ? folder : dirname(folder);
  if (above && !existsSync(join(parent, above))) throw new SkeletonRefused(`There is no ${join(parent, above)}: ${kind === 'exercise' ? 'an exercise stands beside its lesson' : `a ${kind} stands in a folder below it`}.`);
  await mkdir(folder, { recursive: true });
  const title = id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  await writeFile(file, skeletons[kind](id, title, known.toSorted((one, other) => runtimes.indexOf(one) - runtimes.indexOf(other))), { flag: 'wx' });
  if (kind === 'exercise') {
    await appendFile(join(folder, 'lesson.md'), `\n::exercise{id="${id}"}\n`);
    return [`Wrote ${file}, a small exercise that passes the check.`, `Placed it at the end of ${join(folder, 'lesson.md')}: move the line to where it belongs.`, `Change it into yours, and check it with: npm run curriculum check ${file}`];
  }
  const next = { track: `npm run curriculum new module ${join(folder, '01-first-steps')}`, module: `npm run curriculum new lesson ${join(folder, '01-first-lesson')}`, lesson: `npm run curriculum new exercise ${join(folder, `${id}-first.md`)}` }[kind];
  return [`Wrote ${file}.`, `Next: ${next}`];
}

const skeletons: Record<SkeletonKind, (id: string, title: string, runtimes: readonly Runtime[]) => string> = {
  track: (id, title) => `---
id: ${id}
title: ${title}
summary: What a learner can do after this track, in one sentence.
---
`,
  module: (id, title) => `---
id: ${id}
title: ${title}
summary: What this module is about, in one sentence.
---
`,
  lesson: (id, title) => `---
id: ${id}
title: ${title}
summary: What a learner can do after this lesson, in one sentence.
minutes: 10
skills: [${id}]
---
Say in two or three sentences what this is about and where it is used.

## Show it first

\`\`\`ts run
const words = ['ready', 'steady', 'go']
console.log(words.join(', '))
\`\`\`

:::quiz{id="${id}-quiz"}
What does \`['a', 'b'].join('-')\` give?

- [ ] \`['a-b']\`
  \`join\` makes one text out of all items; the list itself stays as it is.
- [x] \`'a-b'\`
  The text between the brackets of \`join\` is put between the items.
:::
`,
  exercise: exerciseSkeleton,
};

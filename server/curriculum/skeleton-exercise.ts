import { isQueryRuntime, queryRuntimes, type Runtime, runtimeFacts } from '../contract/runtimes.ts';
import { queryExerciseSkeleton } from './skeleton-query.ts';

/** What an exercise begins as, in a language: the untouched starter, the solution, and two ways to get it wrong. */
interface Words { starter: string; solution: string; forgets: string; takesEmpty: string }

const javascript: Words = {
  starter: "export function greet(name) {\n  throw new Error('not written yet')\n}",
  solution: 'export function greet(name) {\n  return `Hello, ${name || \'world\'}!`\n}',
  forgets: 'export function greet(name) {\n  return `Hello, ${name}!`\n}',
  takesEmpty: 'export function greet(name) {\n  return `Hello, ${name ?? \'world\'}!`\n}',
};

const typed = (code: string): string => code.replace('greet(name)', 'greet(name: string | null): string');

const words: Partial<Record<Runtime, Words>> = {
  javascript,
  typescript: { starter: typed(javascript.starter), solution: typed(javascript.solution), forgets: typed(javascript.forgets), takesEmpty: typed(javascript.takesEmpty) },
  python: {
    starter: "def greet(name):\n    raise NotImplementedError('not written yet')",
    solution: "def greet(name):\n    return f'Hello, {name or \"world\"}!'",
    forgets: "def greet(name):\n    return f'Hello, {name}!'",
    takesEmpty: "def greet(name):\n    return f'Hello, {\"world\" if name is None else name}!'",
  },
  php: {
    starter: "<?php\nfunction greet(?string $name): string\n{\n    throw new Exception('not written yet');\n}",
    solution: "<?php\nfunction greet(?string $name): string\n{\n    return 'Hello, ' . ($name ?: 'world') . '!';\n}",
    forgets: "<?php\nfunction greet(?string $name): string\n{\n    return \"Hello, $name!\";\n}",
    takesEmpty: "<?php\nfunction greet(?string $name): string\n{\n    return 'Hello, ' . ($name ?? 'world') . '!';\n}",
  },
};

/** The runtimes that a new exercise can be begun in. */
export const skeletonRuntimes = [...Object.keys(words), ...queryRuntimes] as Runtime[];

/** A small exercise that passes the check as it stands. @param runtimes at least one of `skeletonRuntimes`; one for databases stands alone */
export function exerciseSkeleton(id: string, title: string, runtimes: readonly Runtime[]): string {
  const query = runtimes.find((runtime) => isQueryRuntime(runtime));
  if (query) return queryExerciseSkeleton(query, id, title);
  const fences = (part: keyof Words): string => runtimes.flatMap((runtime) => {
    const found = words[runtime];
    return found ? [`\`\`\`${runtimeFacts[runtime].fences[0]}\n${found[part]}\n\`\`\``] : [];
  }).join('\n');
  return `---
id: ${id}
title: ${title}
runtimes: [${runtimes.join(', ')}]
skills: [functions]
difficulty: 1
minutes: 5
---
Write a function \`greet\` that takes a name and returns a greeting: for \`Ada\` it is \`Hello, Ada!\`.
Without a name it greets the world.

## Hints
1. What should stand in the text when there is no name? Look at the name before you use it.
2. An empty text counts as no name, too.

## Starter
${fences('starter')}

## Solution
${fences('solution')}

## Tests
\`\`\`yaml
call: greet
cases:
  - name: greets by name
    args: [Ada]
    returns: Hello, Ada!
  - name: greets the world without a name
    args: [null]
    returns: Hello, world!
    hint: What is the name when nobody gives one?
  - name: greets the world for an empty name
    hidden: true
    args: ['']
    returns: Hello, world!
    hint: Which values count as no name?
\`\`\`

## Mistakes
### Forgets that the name may be missing
The name may be missing, and then something else ends up in the text. Look at it before you use it.
${fences('forgets')}

### Takes an empty text for a name
A default that steps in for a missing name only leaves an empty text as it is.
${fences('takesEmpty')}
`;
}

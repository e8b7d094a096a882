import type { Runtime } from '../contract/runtimes.ts';

const programs: Partial<Record<Runtime, string>> = {
  javascript: `const names = ['Ada', 'Grace', 'Linus'];

for (const [index, name] of names.entries()) {
  console.log(\`\${index + 1}. Hello, \${name}!\`);
}
`,
  typescript: `interface Book {
  title: string;
  pages: number;
}

const shelf: Book[] = [
  { title: 'SQL', pages: 310 },
  { title: 'HTTP', pages: 540 },
];

const pages = shelf.reduce((sum, book) => sum + book.pages, 0);
console.log(\`\${shelf.length} books, \${pages} pages\`);
`,
};

/** What the playground's editor opens with. */
export function firstProgram(runtime: Runtime): string {
  return programs[runtime] ?? '';
}

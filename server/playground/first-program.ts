import type { Runtime } from '../contract/runtimes.ts';

/** What the playground's editor opens with. */
export const firstPrograms: Partial<Record<Runtime, string>> = {
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
  python: `from dataclasses import dataclass


@dataclass
class Book:
    title: str
    pages: int


shelf = [Book("SQL", 310), Book("HTTP", 540)]

for number, book in enumerate(shelf, start=1):
    print(f"{number}. {book.title}, {book.pages} pages")

print(f"{sum(book.pages for book in shelf)} pages in all")
`,
  php: `<?php

$shelf = [
    ['title' => 'SQL', 'pages' => 310],
    ['title' => 'HTTP', 'pages' => 540],
];

foreach ($shelf as $index => $book) {
    printf("%d. %s, %d pages\\n", $index + 1, $book['title'], $book['pages']);
}

echo array_sum(array_column($shelf, 'pages')), " pages in all\\n";
`,
  sql: `create table books (title text, pages integer);
insert into books values ('SQL', 310), ('HTTP', 540);

select title, pages, sum(pages) over (order by title) as pages_so_far
from books
order by title;
`,
  documents: `db.books.insertMany([
  { title: 'SQL', pages: 310, tags: ['databases'] },
  { title: 'HTTP', pages: 540 },
]);

db.books.find({ pages: { $gt: 300 } }).sort({ pages: -1 });
`,
  keyvalue: `# Each line is a command, as in redis-cli.
SET visits 41
INCR visits
ZADD pages 310 SQL 540 HTTP
ZRANGE pages 0 -1 WITHSCORES
`,
};

export function firstProgram(runtime: Runtime): string {
  return firstPrograms[runtime] ?? '';
}

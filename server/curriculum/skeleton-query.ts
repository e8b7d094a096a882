/** A small exercise in SQL that passes the check as it stands, with a database of its own. */
export function queryExerciseSkeleton(id: string, title: string): string {
  return `---
id: ${id}
title: ${title}
runtimes: [sql]
skills: [select]
difficulty: 1
minutes: 5
---
The table \`books\` holds an \`id\`, a \`title\` and a \`price\`, which is missing where nobody has set one yet.
List the \`title\` and the \`price\` of every book that costs less than 10, the cheapest first.

## Hints
1. \`WHERE\` keeps the rows for which its condition is true.
2. \`ORDER BY price\` puts the smallest price first.

## Starter
\`\`\`sql
select title
from books;
\`\`\`

## Solution
\`\`\`sql
select title, price
from books
where price < 10
order by price;
\`\`\`

## Tests
\`\`\`yaml
query:
schema: |
  create table books (id integer primary key, title text not null, price numeric(6, 2));
datasets:
  small: |
    insert into books values (1, 'Queues', 12.50), (2, 'Caches', 8.00), (3, 'Joins', 5.50), (4, 'Locks', 10.00);
  nulls: |
    insert into books values (1, 'Queues', null), (2, 'Caches', 9.99);
cases:
  - name: lists the cheap books, the cheapest first
    dataset: small
    ordered: true
  - name: a book without a price is not cheap
    dataset: nulls
    hidden: true
    ordered: true
    hint: What is NULL < 10?
\`\`\`

## Mistakes
### Counts 10 as less than 10
\`<=\` lets 10 itself through. Read the task's words for the boundary.
\`\`\`sql
select title, price
from books
where price <= 10
order by price;
\`\`\`

### Takes a missing price for 0
\`coalesce(price, 0)\` makes a price of nothing. A price that nobody knows is not below 10: leave NULL as it is.
\`\`\`sql
select title, price
from books
where coalesce(price, 0) < 10
order by price;
\`\`\`

### Leaves the order to chance
Without \`ORDER BY\` the database answers in whatever order is convenient. Say which one you need.
\`\`\`sql
select title, price
from books
where price < 10;
\`\`\`
`;
}

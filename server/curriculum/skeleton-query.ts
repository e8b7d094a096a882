import type { QueryRuntime } from '../contract/runtimes.ts';

/** A small exercise about a database that passes the check as it stands, with data of its own. */
export function queryExerciseSkeleton(runtime: QueryRuntime, id: string, title: string): string {
  return skeletons[runtime](id, title);
}

const skeletons: Record<QueryRuntime, (id: string, title: string) => string> = { sql, documents, keyvalue };

function sql(id: string, title: string): string {
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

function documents(id: string, title: string): string {
  return `---
id: ${id}
title: ${title}
runtimes: [documents]
skills: [documents]
difficulty: 1
minutes: 5
---
The collection \`books\` holds documents with a \`title\` and, where somebody has set one, a \`price\`.
Find the books that cost less than 10, the cheapest first, with their \`title\` and \`price\` and without \`_id\`.

## Hints
1. \`find\` takes a filter and then what to show: \`find({ … }, { title: 1 })\`.
2. \`sort({ price: 1 })\` puts the smallest price first.

## Starter
\`\`\`mongodb
db.books.find()
\`\`\`

## Solution
\`\`\`mongodb
db.books.find({ price: { $lt: 10 } }, { _id: 0, title: 1, price: 1 }).sort({ price: 1 })
\`\`\`

## Tests
\`\`\`yaml
documents:
datasets:
  small: |
    db.books.insertMany([
      { _id: 1, title: 'Queues', price: 12.5 }, { _id: 2, title: 'Caches', price: 8 },
      { _id: 3, title: 'Joins', price: 5.5 }, { _id: 4, title: 'Locks', price: 10 },
    ])
  unpriced: |
    db.books.insertMany([{ _id: 1, title: 'Queues' }, { _id: 2, title: 'Caches', price: 9.99 }, { _id: 3, title: 'Joins', price: null }])
cases:
  - name: finds the cheap books, the cheapest first
    dataset: small
    ordered: true
  - name: a book without a price is not cheap
    dataset: unpriced
    hidden: true
    ordered: true
    hint: What does a comparison say of a field that is not there?
\`\`\`

## Mistakes
### Counts 10 as less than 10
\`$lte\` lets 10 itself through. Read the task's words for the boundary.
\`\`\`mongodb
db.books.find({ price: { $lte: 10 } }, { _id: 0, title: 1, price: 1 }).sort({ price: 1 })
\`\`\`

### Shows the _id as well
\`_id\` comes along unless the projection says \`_id: 0\`.
\`\`\`mongodb
db.books.find({ price: { $lt: 10 } }, { title: 1, price: 1 }).sort({ price: 1 })
\`\`\`

### Takes a missing price for a low one
\`$not\` also finds documents that lack the field. Ask for what the price is, not for what it is not.
\`\`\`mongodb
db.books.find({ price: { $not: { $gte: 10 } } }, { _id: 0, title: 1, price: 1 }).sort({ price: 1 })
\`\`\`
`;
}

function keyvalue(id: string, title: string): string {
  return `---
id: ${id}
title: ${title}
runtimes: [keyvalue]
skills: [counters]
difficulty: 1
minutes: 5
---
\`views:42\` counts how often page 42 was seen. Count one more view, and let the counter be gone an hour after it was last touched.

## Hints
1. \`INCR\` adds one, and begins at 0 where there is no key.
2. \`EXPIRE\` takes the key and a number of seconds.

## Starter
\`\`\`redis
GET views:42
\`\`\`

## Solution
\`\`\`redis
INCR views:42
EXPIRE views:42 3600
\`\`\`

## Tests
\`\`\`yaml
keyvalue:
datasets:
  some: |
    SET views:42 7
cases:
  - name: counts one more
    dataset: some
    probe: |
      GET views:42
      TTL views:42
  - name: begins at one, and is gone after an hour
    hidden: true
    probe: |
      GET views:42
      DEBUG SLEEP 3601
      EXISTS views:42
    hint: Which command says how long a key may stay?
\`\`\`

## Mistakes
### Never lets the counter go
The key stays for ever. \`EXPIRE\` says after how many seconds it goes.
\`\`\`redis
INCR views:42
\`\`\`

### Begins again at one
\`SET\` writes over what has been counted. \`INCR\` adds to it.
\`\`\`redis
SET views:42 1 EX 3600
\`\`\`
`;
}

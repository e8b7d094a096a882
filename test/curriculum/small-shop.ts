/** A small exercise in SQL in which nothing is wrong, on a database of its track; broken ones are made from it by replacing a part. */
export const cheapExercise = `---
id: cheap
title: What is cheap
runtimes: [sql]
skills: [select]
difficulty: 1
---
List the names of the products below 10, cheapest first.

## Hints
1. \`WHERE\` keeps rows.

## Starter
\`\`\`sql
select * from products;
\`\`\`

## Solution
\`\`\`sql
select name from products where price < 10 order by price, name;
\`\`\`

## Tests
\`\`\`yaml
query: shop
datasets:
  more: |
    insert into products values ('Salt', 10);
cases:
  - name: lists what is cheap
    dataset: small
    ordered: true
  - name: knows the boundary
    dataset: more
    hidden: true
    ordered: true
\`\`\`

## Mistakes
### Forgets the order
A sentence.
\`\`\`sql
select name from products where price < 10;
\`\`\`

### Takes the boundary in
A sentence.
\`\`\`sql
select name from products where price <= 10 order by price, name;
\`\`\`
`;

/** A curriculum with that exercise and its database, as text by path. */
export const smallShop: Record<string, string> = {
  'shops/track.md': '---\nid: shops\ntitle: Shops\nsummary: About shops.\n---\n',
  'shops/datasets/shop/schema.sql': 'create table products (name text, price numeric);\n',
  'shops/datasets/shop/small.sql': "insert into products values ('Mug', 14), ('Tea', 9.5), ('Filter', 4);\n",
  'shops/datasets/shop/more.sql': "insert into products values ('Pepper', 3);\n",
  'shops/01-sql/module.md': '---\nid: sql\ntitle: SQL\nsummary: About SQL.\n---\n',
  'shops/01-sql/01-select/lesson.md': '---\nid: select\ntitle: Select\nsummary: Asking.\nminutes: 5\nskills: [select]\n---\nAsk.\n\n::exercise{id="cheap"}\n',
  'shops/01-sql/01-select/cheap.md': cheapExercise,
};

export const cheapPath = 'shops/01-sql/01-select/cheap.md';

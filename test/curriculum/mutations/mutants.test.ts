import { parse } from 'pgsql-parser';
import { expect, test } from 'vitest';
import { mutantsOf } from './mutants.ts';

const shop = `
create table customers (id integer primary key, name text not null, city text);
create table orders (id integer primary key, customer_id integer references customers, status text not null, total numeric);
`;

async function of(code: string, ordered = false): Promise<Record<string, string>> {
  const { mutants } = await mutantsOf(code, { schema: shop, ordered });
  return Object.fromEntries(mutants.map(({ id, sql }) => [id, sql]));
}

test('joins become other joins, and lose their condition', async () => {
  expect(await of('select name from customers join orders on customer_id = customers.id')).toEqual({
    'with distinct': 'SELECT DISTINCT name FROM customers JOIN orders ON customer_id = customers.id',
    'join orders → left join': 'SELECT name FROM customers LEFT JOIN orders ON customer_id = customers.id',
    'join orders → right join': 'SELECT name FROM customers RIGHT JOIN orders ON customer_id = customers.id',
    'join orders → full join': 'SELECT name FROM customers FULL JOIN orders ON customer_id = customers.id',
    'join orders without its condition': 'SELECT name FROM customers CROSS JOIN orders',
    'without join orders': 'SELECT name FROM customers',
    '= → <>: customer_id = customers.id': 'SELECT name FROM customers JOIN orders ON customer_id <> customers.id',
  });
});

test('conditions lose a part, change their sides, and move by one', async () => {
  const mutants = await of("select id from orders where status = 'open' and total between 10 and 20 and customer_id is not null");
  const wheres = Object.fromEntries(Object.entries(mutants).map(([id, sql]) => [id, sql.replace('SELECT id FROM orders WHERE ', '')]));
  expect(wheres).toMatchObject({
    "without status = 'open'": 'total BETWEEN 10 AND 20 AND customer_id IS NOT NULL',
    "'open' → 'openx' in status = 'open'": "status = 'openx' AND total BETWEEN 10 AND 20 AND customer_id IS NOT NULL",
    'lower bound excluded: total BETWEEN 10 AND 20': "status = 'open' AND (total > 10 AND total <= 20) AND customer_id IS NOT NULL",
    '20 → 21 in 10, 20': "status = 'open' AND total BETWEEN 10 AND 21 AND customer_id IS NOT NULL",
    'is null ↔ is not null: customer_id IS NOT NULL': "status = 'open' AND total BETWEEN 10 AND 20 AND customer_id IS NULL",
    'without where': 'SELECT id FROM orders',
  });
});

test('groups, what is counted, and what is asked of groups', async () => {
  const mutants = await of('select customer_id, count(distinct status), sum(total) from orders group by customer_id having count(*) >= 2');
  expect(Object.keys(mutants)).toEqual(expect.arrayContaining([
    'group by without customer_id', 'group by status as well', 'without having', '>= → >: count(*) >= 2', '2 → 3 in count(*) >= 2', 'without distinct: count(DISTINCT status)',
    'count → count(*): count(DISTINCT status)', 'sum → avg: sum(total)', 'with distinct: sum(total)', 'count(*) → count(total): count(*)',
  ]));
});

test('windows lose their partition, turn their order, and count ties in another way', async () => {
  const mutants = await of('select id, rank() over (partition by customer_id order by total desc), sum(total) over (order by id) from orders');
  expect(Object.values(mutants)).toEqual(expect.arrayContaining([
    expect.stringContaining('dense_rank() OVER (PARTITION BY customer_id ORDER BY total DESC)'), expect.stringContaining('row_number() OVER'),
    expect.stringContaining('rank() OVER (ORDER BY total DESC)'), expect.stringContaining('rank() OVER (PARTITION BY customer_id ORDER BY total ASC'),
    expect.stringContaining('rank() OVER (PARTITION BY customer_id ORDER BY total DESC NULLS LAST)'), expect.stringContaining('sum(total) OVER (ORDER BY id RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)'),
  ]));
});

test('an order is changed only where it shows', async () => {
  const code = 'select id from customers order by city, id';
  expect(await of(code)).toEqual({});
  expect(Object.keys(await of(code, true))).toEqual([
    'order by without city', 'order by city the other way', 'order by city, NULLs at the other end', 'order by without id', 'order by id the other way', 'order by id before city',
  ]);
  expect(Object.keys(await of(`${code} limit 3`))).toContain('order by id the other way');
});

test('what the schema rules out is left alone', async () => {
  const ids = Object.keys(await of('select id, city from customers order by name, city', true));
  expect(ids).not.toContain('with distinct'); // the rows have their key
  expect(ids).not.toContain('order by name, NULLs at the other end');
  expect(ids).toContain('order by city, NULLs at the other end');
});

test('not exists becomes not in, where NULL counts', async () => {
  expect((await of('select id from customers where not exists (select from orders where orders.customer_id = customers.id and total > 1)'))['not exists → customers.id not in'])
    .toBe('SELECT id FROM customers WHERE NOT (customers.id IN (SELECT orders.customer_id FROM orders WHERE total > 1))');
});

test('sets of rows are put together in another way', async () => {
  expect(Object.values(await of('select city from customers union all select status from orders'))).toEqual(expect.arrayContaining([
    'SELECT city FROM customers UNION SELECT status FROM orders', 'SELECT city FROM customers INTERSECT ALL SELECT status FROM orders', 'SELECT city FROM customers', 'SELECT status FROM orders',
  ]));
});

test('changes lose their condition, what they set, and what they do about conflicts', async () => {
  expect(Object.keys(await of("update orders set status = 'paid', total = 0 where id = 3"))).toEqual(expect.arrayContaining(['without where', 'where not', 'without setting status', 'without setting total']));
  expect(Object.keys(await of('insert into customers (id, name) values (1, \'Ada\') on conflict (id) do update set name = excluded.name'))).toEqual(expect.arrayContaining([
    'without on conflict', 'on conflict do update → do nothing',
  ]));
});

test('tables lose their constraints', async () => {
  expect(Object.keys(await of('create table notes (order_id integer references orders on delete cascade, line integer check (line > 0), body text not null, primary key (order_id, line))'))).toEqual(expect.arrayContaining([
    'order_id without references orders', 'references orders: on delete no action', 'line without check line > 0', '> → >=: line > 0', 'body without not null', 'without primary key order_id, line', 'primary key order_id, line: without line',
  ]));
});

test('bodies in PL/pgSQL are changed, too', async () => {
  const mutants = await of("do $$ begin if 1 < 2 then insert into customers values (1, 'Ada', null); end if; end $$");
  expect(mutants['< → <=: 1 < 2']).toContain('if 1 <= 2 then insert');
  expect(Object.keys(mutants)).toContain("without insert into customers values (1, 'Ada', null);");
});

test('every mutant is SQL, and no two are the same', async () => {
  const code = `with late as (select id, total / 3 as third, coalesce(status, 'open') as status from orders where not exists (select from customers where customers.id = orders.customer_id) or total is distinct from 12.50)
    select status, count(*) filter (where third > 1), max(third), case when count(*) = 1 then 'one' else 'many' end from late group by status having min(third) <= 7 union select city, 1, 2, 'x' from customers where city like 'B%' and id in (1, 2, 3) order by 1 desc limit 5 offset 2`;
  const mutants = await of(code, true);
  expect(Object.keys(mutants).length).toBeGreaterThan(50);
  expect(new Set(Object.values(mutants)).size).toBe(Object.keys(mutants).length);
  for (const sql of Object.values(mutants)) await expect(parse(sql)).resolves.toHaveProperty('stmts');
});

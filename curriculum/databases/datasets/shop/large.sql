-- Two years of a shop, the same ones every time.
select setseed(0.42);

insert into customers (id, name, email, city, joined_on)
select n,
  (array['Alma', 'Boris', 'Carla', 'Dario', 'Esi', 'Farid', 'Greta', 'Hugo'])[1 + floor(random() * 8)::integer] || ' '
    || (array['Adler', 'Bianchi', 'Cho', 'Diallo', 'Egli', 'Fischer'])[1 + floor(random() * 6)::integer],
  case when random() < 0.9 then 'customer' || n || '@example.com' end,
  case when random() < 0.9 then (array['Bern', 'Basel', 'Zürich', 'Lugano', 'Thun', 'Chur', 'Genève'])[1 + floor(random() * 7)::integer] end,
  date '2024-01-01' + floor(random() * 700)::integer
from generate_series(1, 200) as n;

insert into products (id, name, category, price, stock)
select n, 'Product ' || n,
  case when random() < 0.9 then (array['coffee', 'tea', 'equipment', 'kitchen', 'gifts'])[1 + floor(random() * 5)::integer] end,
  case when random() < 0.95 then (3 + floor(random() * 2400) * 0.05)::numeric(8, 2) end,
  floor(random() * 200)::integer
from generate_series(1, 40) as n;

insert into orders (id, customer_id, placed_at, status, note)
select n,
  case when random() < 0.9 then 1 + floor(random() * 180)::integer end, -- the last twenty have not ordered yet
  timestamptz '2024-06-01 00:00:00+00' + floor(random() * 600 * 24 * 60) * interval '1 minute',
  (array['open', 'paid', 'paid', 'shipped', 'shipped', 'shipped', 'shipped', 'cancelled'])[1 + floor(random() * 8)::integer],
  case when random() < 0.1 then 'Please ring twice' end
from generate_series(1, 1200) as n;

insert into order_items (order_id, product_id, quantity, unit_price)
select n, 1 + (n * 7 + item * 13) % 40, 1 + floor(random() * 5)::integer, (3 + floor(random() * 2400) * 0.05)::numeric(8, 2)
from generate_series(1, 1200) as n, generate_series(1, 3) as item
where item = 1 or random() < 0.3;

analyze;

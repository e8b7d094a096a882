-- A week in a shop for coffee and tea.
insert into customers (id, name, email, city, joined_on) values
  (1, 'Ada Brunner', 'ada@example.com', 'Bern', '2024-03-01'),
  (2, 'Bob Keller', 'bob@example.com', 'Basel', '2024-05-17'),
  (3, 'Cleo Rossi', 'cleo@example.org', 'Bern', '2024-11-02'),
  (4, 'Dev Patel', 'dev@example.com', 'Zürich', '2025-01-20'),
  (5, 'Eva Lind', 'eva@example.net', 'Basel', '2025-06-09'),
  (6, 'Finn O''Brien', 'finn@example.org', 'Lugano', '2025-09-30');

insert into products (id, name, category, price, stock) values
  (1, 'Espresso beans 1 kg', 'coffee', 24.90, 40),
  (2, 'Filter beans 250 g', 'coffee', 9.50, 75),
  (3, 'Hand grinder', 'equipment', 89.00, 6),
  (4, 'Paper filters', 'equipment', 4.20, 144),
  (5, 'Green tea 100 g', 'tea', 12.80, 31),
  (6, 'Black tea 100 g', 'tea', 8.40, 0),
  (7, 'Mug', 'kitchen', 14.00, 24),
  (8, 'Kettle', 'equipment', 129.00, 11);

insert into orders (id, customer_id, placed_at, status, note) values
  (101, 1, '2026-01-05 08:12:00+00', 'shipped', null),
  (102, 2, '2026-01-05 17:40:00+00', 'shipped', 'Leave it with the neighbour'),
  (103, 1, '2026-01-06 09:03:00+00', 'paid', null),
  (104, 3, '2026-01-07 12:30:00+00', 'cancelled', 'Ordered twice'),
  (105, 4, '2026-01-08 19:55:00+00', 'paid', null),
  (106, 5, '2026-01-09 07:20:00+00', 'open', null),
  (107, 3, '2026-01-10 10:00:00+00', 'open', 'A present: no bill in the parcel'),
  (108, 2, '2026-01-11 21:15:00+00', 'paid', null);

insert into order_items (order_id, product_id, quantity, unit_price) values
  (101, 1, 2, 24.90), (101, 4, 1, 4.20),
  (102, 3, 1, 89.00),
  (103, 2, 3, 9.50), (103, 7, 2, 14.00),
  (104, 5, 1, 12.80),
  (105, 8, 1, 119.00), (105, 1, 1, 24.90), (105, 4, 2, 4.20),
  (106, 6, 4, 8.40),
  (107, 5, 1, 12.80), (107, 7, 1, 14.00),
  (108, 2, 1, 9.50);

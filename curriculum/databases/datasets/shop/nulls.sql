-- Whatever may be missing is missing somewhere.
insert into customers (id, name, email, city, joined_on) values
  (1, 'Gil Marti', null, 'Bern', '2025-02-03'),
  (2, 'Hana Sato', 'hana@example.com', null, '2025-02-14'),
  (3, 'Ivo Novak', null, null, '2025-03-08'),
  (4, 'Juna Frei', 'juna@example.org', 'Thun', '2025-08-21');

insert into products (id, name, category, price, stock) values
  (1, 'Cold brew kit', 'coffee', null, 0),
  (2, 'Oolong 50 g', 'tea', 18.60, 13),
  (3, 'Gift card', null, 50.00, 500),
  (4, 'Mystery box', null, null, 7),
  (5, 'Tea strainer', 'kitchen', 6.35, 30);

insert into orders (id, customer_id, placed_at, status, note) values
  (201, 1, '2026-02-01 10:00:00+00', 'paid', null),
  (202, null, '2026-02-02 11:30:00+00', 'open', 'A guest'),
  (203, 4, '2026-02-03 23:59:00+00', 'shipped', ''),
  (204, null, '2026-02-04 06:45:00+00', 'paid', null),
  (205, 2, '2026-02-05 14:20:00+00', 'cancelled', null);

insert into order_items (order_id, product_id, quantity, unit_price) values
  (201, 2, 1, 18.60), (201, 5, 1, 6.35),
  (202, 3, 2, 50.00),
  (203, 5, 3, 6.35),
  (204, 2, 2, 18.60);

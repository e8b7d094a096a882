-- Namesakes, equal prices, orders of the same moment, and rows that do not come in the order of their ids.
insert into customers (id, name, email, city, joined_on) values
  (4, 'Kim Meier', 'kim@example.com', 'Bern', '2025-01-01'),
  (2, 'Kim Meier', 'kim.meier@example.org', 'Chur', '2025-01-01'),
  (5, 'Lea Vogt', 'lea@example.com', 'Bern', '2025-01-01'),
  (1, 'Max Huber', 'max@example.com', 'Chur', '2025-04-04'),
  (3, 'Kim Meier', 'meier@example.net', 'Bern', '2025-04-04');

insert into products (id, name, category, price, stock) values
  (6, 'Spoon', 'kitchen', 3.50, 12),
  (3, 'Mug', 'kitchen', 14.00, 24),
  (1, 'Mug', 'gifts', 14.00, 24),
  (5, 'Saucer', 'kitchen', 7.00, 36),
  (2, 'Assam 100 g', 'tea', 14.00, 36),
  (4, 'Darjeeling 100 g', 'tea', 14.00, 12);

insert into orders (id, customer_id, placed_at, status, note) values
  (305, 4, '2026-03-01 12:00:00+00', 'paid', null),
  (302, 2, '2026-03-01 12:00:00+00', 'paid', null),
  (304, 4, '2026-03-01 12:00:00+00', 'open', null),
  (301, 5, '2026-03-02 12:00:00+00', 'paid', null),
  (303, 3, '2026-03-02 12:00:00+00', 'shipped', null),
  (306, 2, '2026-03-03 12:00:00+00', 'cancelled', null);

insert into order_items (order_id, product_id, quantity, unit_price) values
  (305, 3, 1, 14.00), (305, 1, 1, 14.00),
  (302, 2, 2, 14.00),
  (304, 3, 2, 14.00),
  (301, 5, 4, 7.00),
  (303, 6, 8, 3.50),
  (306, 3, 1, 14.00), (306, 5, 2, 7.00);

-- Namesakes, books that share a title, days on which a lot happens, and rows that do not come in the order of their ids.
insert into authors (id, name, born, country) values
  (4, 'Emily Dickinson', 1830, 'United States'),
  (2, 'Jorge Luis Borges', 1899, 'Argentina'),
  (3, 'Rumi', 1207, 'Persia'),
  (1, 'Wisława Szymborska', 1923, 'Poland');

insert into books (id, title, author_id, genre, published, pages) values
  (7, 'Selected Poems', 1, 'poetry', 1998, 200),
  (2, 'Selected Poems', 4, 'poetry', 1998, 300),
  (5, 'Selected Poems', 3, 'poetry', 2001, 300),
  (3, 'Ficciones', 2, 'novel', 1944, 200),
  (6, 'The Aleph', 2, 'novel', 1949, 200),
  (4, 'Labyrinths', 2, 'novel', 1962, 299),
  (1, 'Six Problems for Don Isidro Parodi', 2, 'crime', 1942, 160),
  (8, 'Poems', 4, 'poetry', 1890, 160),
  (9, 'The Book of Sand', 2, 'novel', 1975, 160);

insert into copies (id, book_id, shelf, bought_on, price) values
  (9, 7, 'P1', '2020-02-03', 12.00),
  (1, 7, 'P1', '2020-02-03', 12.00),
  (8, 2, 'P1', '2020-02-03', 12.00),
  (2, 5, 'P1', '2020-02-03', 15.00),
  (7, 3, 'N1', '2021-02-01', 15.00),
  (3, 3, 'N1', '2021-02-01', 15.00),
  (6, 6, 'N1', '2021-02-01', 15.00),
  (4, 4, 'N1', '2021-02-01', 12.00),
  (5, 1, 'C1', '2021-02-01', 12.00),
  (10, 2, 'P1', '2022-07-07', 12.00);

insert into members (id, name, email, city, joined_on, invited_by) values
  (3, 'Anna Müller', 'anna.m@example.org', 'Bern', '2024-05-05', null),
  (5, 'Anna Müller', 'anna.mueller@example.com', 'Bern', '2024-05-05', 3),
  (2, 'Peter Graf', 'peter@example.com', 'Bern', '2024-05-05', 3),
  (1, 'Sara Wyss', 'sara@example.net', 'Thun', '2025-01-01', 5),
  (4, 'Peter Graf', 'pgraf@example.org', 'Thun', '2025-01-01', 5),
  (6, 'Yusuf Aydin', 'yusuf@example.org', 'Biel', '2025-01-01', 4);

insert into loans (id, copy_id, member_id, lent_on, due_on, returned_on) values
  (12, 9, 3, '2026-02-02', '2026-03-02', null),
  (3, 8, 5, '2026-02-02', '2026-03-02', null),
  (9, 2, 2, '2026-02-02', '2026-03-02', null),
  (1, 7, 1, '2026-02-16', '2026-03-16', null),
  (8, 3, 4, '2026-02-16', '2026-03-16', '2026-03-16'),
  (5, 6, 4, '2026-02-02', '2026-03-02', '2026-03-02'),
  (2, 4, 5, '2026-01-05', '2026-02-02', '2026-01-30'),
  (11, 4, 3, '2026-02-02', '2026-03-02', '2026-02-20'),
  (4, 7, 3, '2026-01-05', '2026-02-02', '2026-02-01'),
  (7, 9, 2, '2026-01-05', '2026-02-02', '2026-02-01'),
  (6, 9, 3, '2025-12-01', '2025-12-29', '2025-12-29'),
  (10, 1, 3, '2025-12-01', '2025-12-29', '2025-12-28'),
  (14, 4, 5, '2026-03-09', '2026-04-06', null),
  (13, 10, 5, '2025-12-01', '2025-12-29', '2026-01-02'),
  (15, 1, 1, '2026-03-09', '2026-04-06', '2026-03-10'),
  (16, 2, 1, '2026-01-04', '2026-02-01', '2026-01-20'),
  (17, 5, 5, '2026-01-05', '2026-02-02', null);

-- Whatever may be unknown is unknown somewhere.
insert into authors (id, name, born, country) values
  (1, 'Elena Ferrante', null, 'Italy'),
  (2, 'B. Traven', null, null),
  (3, 'Tove Jansson', 1914, 'Finland'),
  (4, 'Homer', null, 'Greece');

insert into books (id, title, author_id, genre, published, pages) values
  (1, 'My Brilliant Friend', 1, 'novel', 2011, 331),
  (2, 'The Death Ship', 2, null, 1926, null),
  (3, 'The Summer Book', 3, 'novel', 1972, 184),
  (4, 'Finn Family Moomintroll', 3, 'children', 1948, null),
  (5, 'The Odyssey', 4, null, null, 560),
  (6, 'Beowulf', null, null, null, 120),
  (7, 'The Popol Vuh', null, null, null, null),
  (8, 'Lazarillo de Tormes', null, 'novel', 1554, 118),
  (9, 'A Case Without a File', null, 'crime', null, null),
  (10, 'Comet in Moominland', 3, 'children', 1946, 192),
  (11, 'The Treasure of the Sierra Madre', 2, 'crime', 1927, 308);

insert into copies (id, book_id, shelf, bought_on, price) values
  (1, 3, null, '2024-01-08', null),
  (2, 1, 'N3', '2023-03-20', 21.50),
  (3, 1, null, '2023-03-20', null),
  (4, 6, 'E1', '2020-06-30', null),
  (5, 9, null, '2022-10-10', 9.90),
  (6, 10, 'K1', '2021-02-02', null),
  (7, 2, null, '2019-12-12', null),
  (8, 8, 'N1', '2018-08-18', 7.50);

insert into members (id, name, email, city, joined_on, invited_by) values
  (1, 'Nils Holm', null, null, '2022-04-04', null),
  (2, 'Ada Brunner', 'ada.brunner@example.org', null, '2022-05-17', 1),
  (3, 'Chidi Eze', null, 'Bern', '2023-01-09', null),
  (4, 'Rosa Meier', 'rosa@example.com', 'Bern', '2023-06-06', 2),
  (5, 'Omar Haddad', null, null, '2024-07-01', null),
  (6, 'Ines Costa', null, 'Thun', '2025-03-13', 4);

insert into loans (id, copy_id, member_id, lent_on, due_on, returned_on) values
  (1, 1, 1, '2025-12-01', '2025-12-29', null),
  (2, 2, 2, '2026-01-19', '2026-02-16', null),
  (3, 3, 4, '2026-02-02', '2026-03-02', '2026-03-01'),
  (4, 4, 4, '2026-02-16', '2026-03-16', null),
  (5, 6, 1, '2026-03-02', '2026-03-30', null),
  (6, 7, 3, '2026-03-09', '2026-04-06', null),
  (7, 3, 2, '2026-03-10', '2026-04-07', '2026-03-15');

insert into members (id, name, email, joined_on, reputation, invited_by) values
  (1, 'ada', 'ada@forum.example', '2025-01-15', 420, null),
  (2, 'bob', 'bob@forum.example', '2025-02-03', 85, 1),
  (3, 'cleo', 'Cleo@forum.example', '2025-06-21', 130, 1),
  (4, 'dan', null, '2025-11-30', 5, 3),
  (5, 'eve', 'eve@forum.example', '2026-02-11', 0, null);

insert into topics (id, title, author_id, opened_at, closed) values
  (1, 'Why is my query slow?', 2, '2025-12-01 09:00:00Z', false),
  (2, 'Introduce yourself', 1, '2025-01-15 12:00:00Z', false),
  (3, 'Which index for a date range?', 3, '2026-03-14 08:30:00Z', false),
  (4, 'Old news', 1, '2025-03-01 10:00:00Z', true);

insert into posts (id, topic_id, author_id, body, posted_at, edited_at, flagged) values
  (1, 2, 1, 'Welcome! Say who you are.', '2025-01-15 12:00:00Z', null, false),
  (2, 2, 2, 'Hello, I am Bob.', '2025-02-03 18:20:00Z', null, false),
  (3, 4, 1, 'The forum moved to a new server.', '2025-03-01 10:00:00Z', '2025-03-02 07:00:00Z', false),
  (4, 2, 3, 'Cleo here.', '2025-06-21 16:45:00Z', null, false),
  (5, 1, 2, 'It takes nine seconds.', '2025-12-01 09:00:00Z', null, false),
  (6, 1, 1, 'What does EXPLAIN say?', '2025-12-01 09:12:00Z', '2025-12-01 09:15:00Z', false),
  (7, 1, 4, 'Buy cheap watches!', '2025-12-02 23:59:00Z', null, true),
  (8, 1, 2, 'A sequential scan.', '2026-01-07 10:00:00Z', null, false),
  (9, 3, 3, 'A range on a timestamp.', '2026-03-14 08:30:00Z', null, false),
  (10, 3, 1, 'Compare the column itself.', '2026-03-14 21:05:00Z', null, false);

insert into votes (post_id, member_id, value) values
  (6, 2, 1), (6, 3, 1), (6, 5, 1), (7, 1, -1), (7, 2, -1), (10, 3, 1), (10, 2, -1), (1, 2, 1);

insert into tags (id, name) values (1, 'performance'), (2, 'indexes'), (3, 'news'), (4, 'backup');
insert into topic_tags (topic_id, tag_id) values (1, 1), (3, 1), (3, 2), (4, 3);

select setval(pg_get_serial_sequence('members', 'id'), 5), setval(pg_get_serial_sequence('topics', 'id'), 4),
  setval(pg_get_serial_sequence('posts', 'id'), 10), setval(pg_get_serial_sequence('tags', 'id'), 4);

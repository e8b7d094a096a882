-- Equal titles, addresses that differ only in case, equal scores, posts of the same moment, and moments at midnight and a second before.
insert into members (id, name, email, joined_on, reputation, invited_by) values
  (1, 'ada', 'ada@forum.example', '2025-01-01', 50, null),
  (2, 'Ada', 'ADA@forum.example', '2025-01-01', 50, 1),
  (3, 'bob', 'bob@forum.example', '2025-01-01', 50, 1),
  (4, 'bea', 'BOB@forum.example', '2025-01-01', 50, 1);

insert into topics (id, title, author_id, opened_at, closed) values
  (1, 'Hello', 1, '2025-08-01 00:00:00Z', false),
  (2, 'Hello', 2, '2025-08-01 00:00:00Z', false),
  (3, 'Backups that restore', 3, '2025-09-01 00:00:00Z', true),
  (4, 'Hello', 4, '2026-01-01 00:00:00Z', false),
  (5, 'At midnight', 4, '2026-01-01 00:00:00Z', false),
  (6, 'The last second', 2, '2025-12-31 23:59:59Z', false);

insert into posts (id, topic_id, author_id, body, posted_at, edited_at) values
  (1, 1, 1, 'First', '2025-08-01 00:00:00Z', null),
  (2, 1, 2, 'First', '2025-08-01 00:00:00Z', null),
  (3, 2, 2, 'Same', '2026-01-01 00:00:00Z', null),
  (4, 4, 3, 'Same', '2026-03-14 00:00:00Z', '2026-03-14 00:00:00Z'),
  (5, 3, 3, 'Same', '2026-03-15 00:00:00Z', null),
  (6, 3, 3, 'Same', '2026-03-15 00:00:00Z', null),
  (7, 1, 4, 'Late', '2025-12-31 23:59:59Z', null),
  (8, 1, 3, 'Written before, stored after', '2025-10-01 00:00:00Z', null),
  (9, 4, 1, 'Nearly midnight', '2026-03-13 23:59:59Z', null);

insert into votes (post_id, member_id, value) values
  (1, 2, 1), (1, 3, 1), (2, 1, 1), (2, 3, 1), (3, 1, 1), (3, 3, -1), (5, 1, -1), (6, 1, -1);
insert into tags (id, name) values (1, 'a'), (2, 'b');
insert into topic_tags (topic_id, tag_id) values (1, 1), (1, 2), (2, 1), (2, 2);

select setval(pg_get_serial_sequence('members', 'id'), 4), setval(pg_get_serial_sequence('topics', 'id'), 6),
  setval(pg_get_serial_sequence('posts', 'id'), 9), setval(pg_get_serial_sequence('tags', 'id'), 2);

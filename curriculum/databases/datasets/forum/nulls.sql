-- Members without an address, posts and topics whose author left, topics without posts, posts without votes.
insert into members (id, name, email, joined_on, reputation, invited_by) values
  (1, 'ada', null, '2025-01-15', 10, null),
  (2, 'bob', null, '2025-02-03', 0, null),
  (3, 'cleo', 'cleo@forum.example', '2025-06-21', 3, 2);

insert into topics (id, title, author_id, opened_at, closed) values
  (1, 'Who was here?', null, '2025-04-01 10:00:00Z', false),
  (2, 'Nobody has answered', 2, '2025-05-01 10:00:00Z', false),
  (3, 'Nobody has answered yet', 3, '2026-06-01 10:00:00Z', false);

insert into posts (id, topic_id, author_id, body, posted_at, edited_at) values
  (1, 1, null, 'I am leaving.', '2025-04-01 10:00:00Z', null),
  (2, 1, 3, 'Come back!', '2025-04-02 10:00:00Z', '2025-04-02 10:05:00Z'),
  (3, 1, null, '', '2025-04-03 10:00:00Z', null);

insert into votes (post_id, member_id, value) values (2, 1, 1);
insert into tags (id, name) values (1, 'unused');

select setval(pg_get_serial_sequence('members', 'id'), 3), setval(pg_get_serial_sequence('topics', 'id'), 3),
  setval(pg_get_serial_sequence('posts', 'id'), 3), setval(pg_get_serial_sequence('tags', 'id'), 1);

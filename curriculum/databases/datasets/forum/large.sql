-- The same rows every time: random() begins at the seed. Large enough for the planner to prefer an index.
select setseed(0.42);

insert into members (id, name, email, joined_on, reputation, invited_by)
select n, 'member' || n,
  case when n % 20 = 0 then null when n % 3 = 0 then 'Member' || n || '@Forum.example' else 'member' || n || '@forum.example' end,
  date '2024-01-01' + n, floor(1000 * random() ^ 4)::integer, case when n > 50 and n % 3 > 0 then n / 3 end
from generate_series(1, 800) n;

insert into topics (id, title, author_id, opened_at, closed)
select n, 'Question ' || n, 1 + floor(800 * random())::integer, timestamptz '2025-01-01 00:00:00Z' + n * interval '1 day', n % 5 = 0
from generate_series(1, 200) n;

insert into posts (id, topic_id, author_id, body, posted_at, edited_at, flagged)
select n, topic_id, case when n % 40 > 0 then 1 + floor(800 * random() ^ 2)::integer end,
  'Post ' || n || ': ' || repeat('some words about it ', 1 + n % 5), posted_at, case when n % 11 = 0 then posted_at + interval '7 minutes' end, n % 80 = 0
from (
  select n, 1 + floor(200 * random() ^ 2)::integer as topic_id, timestamptz '2025-01-01 00:00:00Z' + n * interval '3 hours' as posted_at
  from generate_series(1, 4000) n
) as generated;

insert into votes (post_id, member_id, value)
select distinct on (post_id, member_id) post_id, member_id, value
from (
  select 1 + floor(4000 * random())::integer as post_id, 1 + floor(800 * random())::integer as member_id, case when random() < 0.8 then 1 else -1 end as value
  from generate_series(1, 800)
) as generated
order by post_id, member_id, value;

insert into tags (id, name) select n, 'tag' || n from generate_series(1, 40) n;
insert into topic_tags (topic_id, tag_id) select topic, 1 + (topic * 7 + n * 13) % 40 from generate_series(1, 200) topic, generate_series(1, 2) n;

select setval(pg_get_serial_sequence('members', 'id'), 800), setval(pg_get_serial_sequence('topics', 'id'), 200),
  setval(pg_get_serial_sequence('posts', 'id'), 4000), setval(pg_get_serial_sequence('tags', 'id'), 40);

analyze members;
analyze topics;
analyze posts;
analyze votes;

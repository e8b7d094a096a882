-- Two years of a busy library, the same ones every time.
select setseed(0.29);

insert into authors (id, name, born, country)
select n,
  (array['Alma', 'Boris', 'Carla', 'Dario', 'Esi', 'Farid', 'Greta', 'Hugo'])[1 + (n - 1) % 8] || ' '
    || (array['Adler', 'Bianchi', 'Cho', 'Diallo', 'Egli'])[1 + (n - 1) / 8],
  case when random() < 0.9 then 1880 + floor(random() * 110)::integer end,
  (array['Switzerland', 'Italy', 'South Korea', 'Senegal', 'Germany'])[1 + floor(random() * 5)::integer]
from generate_series(1, 40) as n;

insert into books (id, title, author_id, genre, published, pages)
select n,
  (array['The Last', 'A Quiet', 'The Green', 'Beyond the', 'No Other', 'The Second'])[1 + floor(random() * 6)::integer] || ' '
    || (array['River', 'Winter', 'Letter', 'Garden', 'Bridge', 'Harbour', 'Witness'])[1 + floor(random() * 7)::integer],
  case when random() < 0.95 then 1 + floor(random() * 40)::integer end,
  case when random() < 0.92 then (array['novel', 'crime', 'science fiction', 'fantasy', 'children', 'poetry'])[1 + floor(random() * 6)::integer] end,
  case when random() < 0.95 then 1900 + floor(random() * 125)::integer end,
  case when random() < 0.95 then 80 + 10 * floor(random() * 50)::integer end
from generate_series(1, 120) as n;

insert into copies (id, book_id, shelf, bought_on, price)
select n,
  1 + floor(random() * 105)::integer,
  case when random() < 0.9 then chr(65 + floor(random() * 6)::integer) || (1 + floor(random() * 4)::integer) end,
  date '2018-01-01' + floor(random() * 2000)::integer,
  case when random() < 0.9 then round((8 + random() * 22)::numeric, 1) end
from generate_series(1, 180) as n;

insert into members (id, name, email, city, joined_on, invited_by)
select n,
  (array['Anna', 'Ben', 'Clara', 'David', 'Elena', 'Finn', 'Gina', 'Hassan', 'Iris', 'Jan'])[1 + floor(random() * 10)::integer] || ' '
    || (array['Ammann', 'Bieri', 'Costa', 'Dubois', 'Erdem', 'Frei'])[1 + floor(random() * 6)::integer],
  case when random() < 0.85 then 'member' || n || '@example.org' end,
  case when random() < 0.9 then (array['Bern', 'Bern', 'Thun', 'Biel', 'Köniz'])[1 + floor(random() * 5)::integer] end,
  date '2022-01-01' + n * 8,
  case when n > 1 and random() < 0.7 then 1 + floor(random() * random() * (n - 1))::integer end
from generate_series(1, 90) as n;

-- A copy is lent once in 89 days and kept for 62 at most, so that nobody borrows what somebody else has at home.
insert into loans (id, copy_id, member_id, lent_on, due_on, returned_on)
select row_number() over (order by lent_on, copy_id), copy_id, member_id, lent_on, lent_on + 28,
  case when lent_on + kept <= date '2026-03-16' then lent_on + kept end
from (
  select copy_id,
    1 + floor(random() * 80)::integer as member_id,
    date '2024-05-20' + round * 89 + floor(random() * 25)::integer as lent_on,
    3 + floor(random() * 60)::integer as kept,
    random() as wish
  from generate_series(1, 150) as copy_id, generate_series(0, 7) as round
) as drawn
where wish < case when copy_id % 7 = 0 then 0.9 else 0.45 end;

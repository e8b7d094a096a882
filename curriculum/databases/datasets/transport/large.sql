-- A fortnight of a large network, the same one every time.
select setseed(0.53);

insert into stops (id, name, zone, step_free)
select n,
  (array['Oak', 'Mill', 'Bridge', 'Station', 'Garden', 'Harbour', 'Church', 'Castle'])[1 + (n - 1) % 8] || ' '
    || (array['Street', 'Square', 'Lane', 'Road', 'Hill'])[1 + (n - 1) / 8 % 5],
  case when random() < 0.95 then 10 * (1 + floor(random() * 5)::integer) end,
  case when random() < 0.9 then random() < 0.6 end
from generate_series(1, 40) as n;

insert into lines (id, name, mode)
select n, case when n > 9 then 'N' || n - 9 else (n * 3)::text end, (array['tram', 'bus', 'bus', 'metro'])[1 + (n - 1) % 4]
from generate_series(1, 12) as n;

-- Each line calls at about a fifth of the stops, in an order drawn for it.
insert into line_stops (line_id, position, stop_id, minutes)
select line_id, position, stop_id,
  case when position > 1 and measured < 0.97 then 2 + floor(lasts * 6)::integer end
from (
  select line_id, row_number() over (partition by line_id order by place) as position, stop_id, measured, lasts
  from (
    select lines.id as line_id, stops.id as stop_id, random() as place, random() as drawn, random() as measured, random() as lasts
    from lines, stops
  ) as pairs
  where drawn < 0.2
) as routes;

insert into trips (id, line_id, departs_at, vehicle, delay_minutes, passengers, cancelled)
select n,
  1 + floor(random() * 12)::integer,
  timestamp '2026-02-22 05:00' + floor(random() * 14 * 24 * 12)::integer * interval '5 minutes',
  case when random() < 0.9 then 'V-' || floor(100 + random() * 60)::integer end,
  case when random() < 0.85 then floor(random() * random() * 24)::integer - 2 end,
  case when random() < 0.8 then floor(random() * 180)::integer end,
  random() < 0.04
from generate_series(1, 500) as n;
update trips set delay_minutes = null, passengers = null where cancelled;

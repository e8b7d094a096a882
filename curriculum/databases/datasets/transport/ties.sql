-- Two lines of one name, stops that share a name or a place, equal delays, a delay of a trip that was cancelled then, and rows that do not come
-- in the order of their ids.
insert into stops (id, name, zone, step_free) values
  (6, 'Church', 20, true),
  (2, 'Church', 30, false),
  (4, 'Park', 10, true),
  (1, 'Central Station', 10, true),
  (5, 'School', 20, true),
  (3, 'Park', 30, true);

insert into lines (id, name, mode) values
  (3, '5', 'bus'),
  (1, '5', 'tram'),
  (4, '6', 'bus'),
  (2, '10', 'tram');

insert into line_stops (line_id, position, stop_id, minutes) values
  (3, 3, 2, 3), (3, 1, 1, null), (3, 2, 6, 3),
  (1, 2, 4, 3), (1, 1, 1, null), (1, 3, 5, 3), (1, 4, 1, 4),
  (4, 1, 2, null), (4, 2, 3, 5), (4, 3, 2, 5), (4, 4, 5, 4), (4, 5, 6, 2), (4, 6, 4, 5),
  (2, 2, 6, 5), (2, 1, 1, null), (2, 3, 3, 5), (2, 4, 4, 0);

insert into trips (id, line_id, departs_at, vehicle, delay_minutes, passengers, cancelled) values
  (9, 1, '2026-03-02 08:00', 'T-9', 5, 40, false),
  (4, 3, '2026-03-02 08:00', 'B-4', 5, 40, false),
  (7, 1, '2026-03-02 07:00', 'T-9', 5, 60, false),
  (2, 2, '2026-03-02 07:00', 'T-2', 0, 60, false),
  (8, 2, '2026-03-02 08:00', 'T-2', 0, 30, false),
  (1, 3, '2026-03-02 09:00', 'B-4', 10, 30, false),
  (3, 1, '2026-03-02 06:00', 'T-9', 12, null, true),
  (6, 3, '2026-03-02 10:00', 'B-4', 3, 10, false),
  (5, 4, '2026-03-02 10:00', 'B-6', 4, 10, false),
  (10, 4, '2026-03-02 10:00', 'B-8', 4, 10, false);

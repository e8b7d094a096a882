-- Whatever may be unknown is unknown somewhere.
insert into stops (id, name, zone, step_free) values
  (1, 'Central Station', null, null),
  (2, 'Harbour', 30, null),
  (3, 'New Quarter', null, false),
  (4, 'Wharf', null, true),
  (5, 'Depot', 50, null),
  (6, 'Lighthouse', 30, true);

insert into lines (id, name, mode) values
  (1, '3', 'tram'),
  (2, '17', 'bus'),
  (3, '40', 'bus'),
  (4, 'S', 'metro');

insert into line_stops (line_id, position, stop_id, minutes) values
  (1, 1, 1, null), (1, 2, 4, 5), (1, 3, 2, null), (1, 4, 6, 4),
  (2, 1, 2, null), (2, 2, 3, 3),
  (3, 1, 5, null), (3, 2, 1, 8);

insert into trips (id, line_id, departs_at, vehicle, delay_minutes, passengers, cancelled) values
  (1, 1, '2026-03-02 06:00', null, null, null, false),
  (2, 1, '2026-03-02 07:00', 'T-1', 3, null, false),
  (3, 1, '2026-03-02 08:00', null, 8, 40, false),
  (4, 2, '2026-03-02 06:30', 'B-7', null, 12, false),
  (5, 2, '2026-03-02 07:30', 'B-7', null, null, true),
  (6, 3, '2026-03-02 09:00', null, -3, 5, false),
  (7, 3, '2026-03-02 10:00', 'B-9', null, null, true),
  (8, 1, '2026-03-02 09:00', null, 0, null, false),
  (9, 1, '2026-02-28 09:00', null, null, null, false);

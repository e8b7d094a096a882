insert into stops (id, name, zone, step_free) values
  (1, 'Central Station', 10, true),
  (2, 'Market Square', 10, true),
  (3, 'City Hall', 10, true),
  (4, 'University', 10, true),
  (5, 'Botanical Garden', 20, true),
  (6, 'Hospital', 20, true),
  (7, 'Old Mill', 20, false),
  (8, 'Stadium', 20, true),
  (9, 'Fairground', 30, false),
  (10, 'Riverside', 20, false),
  (11, 'Harbour', 30, true),
  (12, 'Airport', 40, true),
  (13, 'Castle Hill', 30, null),
  (14, 'Northgate', 30, false);

insert into lines (id, name, mode) values
  (1, '3', 'tram'),
  (2, '9', 'tram'),
  (3, '12', 'bus'),
  (4, '31', 'bus'),
  (5, 'A', 'metro'),
  (6, 'N1', 'bus');

insert into line_stops (line_id, position, stop_id, minutes) values
  (1, 1, 1, null), (1, 2, 2, 2), (1, 3, 3, 3), (1, 4, 10, 4), (1, 5, 11, 6),
  (2, 1, 4, null), (2, 2, 1, 3), (2, 3, 2, 2), (2, 4, 8, 5), (2, 5, 9, 3),
  (3, 1, 1, null), (3, 2, 6, 6), (3, 3, 7, 4), (3, 4, 5, 5),
  (4, 1, 4, null), (4, 2, 5, 4), (4, 3, 13, 7),
  (5, 1, 1, null), (5, 2, 8, 4), (5, 3, 12, 9),
  (6, 1, 1, null), (6, 2, 3, 4), (6, 3, 14, 12);

insert into trips (id, line_id, departs_at, vehicle, delay_minutes, passengers, cancelled) values
  (1, 1, '2026-02-27 06:12', 'T-204', 0, 34, false),
  (2, 1, '2026-02-27 07:12', 'T-204', 3, 88, false),
  (3, 1, '2026-02-27 08:12', 'T-207', 7, 102, false),
  (4, 2, '2026-02-27 07:30', 'T-311', 2, 76, false),
  (5, 3, '2026-02-27 07:45', 'B-018', 11, 51, false),
  (6, 5, '2026-02-27 08:05', 'M-02', 0, 240, false),
  (7, 1, '2026-02-28 07:12', 'T-204', 1, 41, false),
  (8, 2, '2026-02-28 07:30', null, null, null, true),
  (9, 5, '2026-02-28 23:35', 'M-01', 4, 61, false),
  (10, 6, '2026-02-28 23:50', 'B-022', 6, 28, false),
  (11, 1, '2026-03-01 07:12', 'T-207', -1, 22, false),
  (12, 3, '2026-03-01 09:45', 'B-018', 2, 17, false),
  (13, 4, '2026-03-02 07:20', 'B-025', null, 31, false),
  (14, 1, '2026-03-02 07:12', 'T-204', 4, 96, false),
  (15, 2, '2026-03-02 07:30', 'T-311', 9, 84, false),
  (16, 2, '2026-03-02 08:30', 'T-312', 1, 69, false),
  (17, 3, '2026-03-02 07:45', 'B-018', 4, 48, false),
  (18, 5, '2026-03-02 08:05', 'M-02', 0, 255, false),
  (19, 5, '2026-03-02 08:20', 'M-01', -2, 231, false),
  (20, 6, '2026-03-02 00:00', 'B-022', 15, 9, false),
  (21, 3, '2026-03-02 08:45', 'B-019', null, null, true),
  (22, 4, '2026-03-03 07:20', 'B-025', 5, 33, false),
  (23, 1, '2026-03-03 00:00', 'T-204', 12, 18, false),
  (24, 3, '2026-02-28 00:00', 'B-019', 3, 11, false),
  (25, 3, '2026-02-28 00:00', 'B-018', 1, 6, false);

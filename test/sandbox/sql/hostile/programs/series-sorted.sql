-- verdict: timed-out or out-of-memory
-- limits: timeMs=3000
SELECT n FROM generate_series(1, 100000000) AS n ORDER BY n % 1009, n LIMIT 1;

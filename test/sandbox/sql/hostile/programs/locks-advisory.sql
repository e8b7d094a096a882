-- verdict: error
-- message contains: out of shared memory
-- limits: timeMs=8000
SELECT count(pg_advisory_lock(n)) FROM generate_series(1, 1000000) AS n;

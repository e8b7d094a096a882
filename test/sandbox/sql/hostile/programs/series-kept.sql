-- verdict: out-of-memory or timed-out
-- limits: timeMs=8000
CREATE TABLE big AS SELECT n, repeat('x', 500) AS text FROM generate_series(1, 10000000000::bigint) AS n;

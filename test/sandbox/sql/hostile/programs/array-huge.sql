-- verdict: out-of-memory or timed-out or error
-- limits: timeMs=5000
SELECT array_length(array_agg(n), 1) FROM generate_series(1, 100000000) AS n;

-- verdict: out-of-memory or timed-out or error
-- limits: timeMs=5000
SELECT length(string_agg(n::text || repeat('x', 100), ',')) FROM generate_series(1, 100000000) AS n;

-- verdict: out-of-memory or timed-out
-- limits: timeMs=6000
SET work_mem = '2000MB';
SELECT count(*) FROM (SELECT md5(n::text) || repeat('x', 300) AS m FROM generate_series(1, 50000000) AS n ORDER BY 1) AS x;

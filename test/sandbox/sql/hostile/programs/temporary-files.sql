-- verdict: error or out-of-memory or timed-out
-- limits: timeMs=4000
SET work_mem = '64kB';
SELECT count(*) FROM (SELECT DISTINCT md5(n::text) FROM generate_series(1, 50000000) AS n) AS x;

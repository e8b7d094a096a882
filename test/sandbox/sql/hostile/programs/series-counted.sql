-- verdict: timed-out
-- limits: timeMs=300
SELECT count(*) FROM generate_series(1, 10000000000::bigint) AS n WHERE n % 3 = 0;

-- verdict: output-limit
-- stdout contains: before
-- limits: timeMs=4000
SELECT 'before' AS said;
SELECT generate_series(1, 10000000000::bigint);

-- verdict: timed-out
-- limits: timeMs=300
-- stdout contains: before
SELECT 'before' AS said;
SELECT pg_sleep(3600);

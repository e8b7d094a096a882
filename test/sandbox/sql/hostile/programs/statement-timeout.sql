-- verdict: timed-out
-- limits: timeMs=300
SET statement_timeout = 0;
SELECT pg_sleep(100);

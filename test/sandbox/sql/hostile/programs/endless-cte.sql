-- verdict: timed-out
-- limits: timeMs=300
-- stdout contains: before
SELECT 'before' AS said;
WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n % 7 FROM endless) SELECT count(*) FROM endless;

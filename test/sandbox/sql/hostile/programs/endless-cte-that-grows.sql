-- verdict: timed-out or out-of-memory
-- limits: timeMs=2000
WITH RECURSIVE endless(n, text) AS (SELECT 1, repeat('x', 1000) UNION ALL SELECT n + 1, text || 'x' FROM endless) SELECT count(*), max(length(text)) FROM endless;

-- verdict: timed-out or error or passed
-- limits: timeMs=500
SELECT repeat('a', 3000) ~ '^(a*)*(a*)*(a*)*\1\2\3b$';

-- verdict: timed-out or error
-- limits: timeMs=500
SELECT repeat('ab', 30000) ~ '(\w+\w+)+\1\1c';

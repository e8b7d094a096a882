-- verdict: output-limit
SELECT repeat('x', 10 * 1024 * 1024);

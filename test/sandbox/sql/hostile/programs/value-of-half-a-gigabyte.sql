-- verdict: out-of-memory
SELECT length(repeat('x', 500 * 1024 * 1024));

-- verdict: error
-- message contains: requested length too large
SELECT length(repeat('x', 1024 * 1024 * 1024 - 1));

-- verdict: error
-- message contains: unterminated /* comment
SELECT 1; /* abc

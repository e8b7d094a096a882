-- verdict: error
-- message contains: unterminated quoted string
SELECT 'abc;

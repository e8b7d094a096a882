-- verdict: error
-- message contains: No such file or directory
SET SESSION AUTHORIZATION postgres;
SELECT 'ESCAPED' || pg_read_file('/etc/passwd');

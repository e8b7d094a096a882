-- verdict: error
-- message contains: permission denied
SET SESSION AUTHORIZATION postgres;
SET SESSION AUTHORIZATION learner;
SELECT pg_read_file('/etc/passwd');

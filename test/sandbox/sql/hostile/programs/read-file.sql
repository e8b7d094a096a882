-- verdict: error
-- message contains: permission denied
SELECT pg_read_file('/etc/passwd');

-- verdict: error
-- message contains: permission denied
ALTER SYSTEM SET work_mem = '10GB';

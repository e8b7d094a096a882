-- verdict: error
SELECT pg_terminate_backend(pg_backend_pid());
SELECT pg_sleep(0.1);
SELECT 1 / 0;

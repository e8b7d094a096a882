-- verdict: passed
SET SESSION AUTHORIZATION postgres;
ALTER SYSTEM SET search_path = 'nowhere';
ALTER DATABASE postgres SET search_path = 'nowhere';
ALTER ROLE learner SET search_path = 'nowhere';
SELECT pg_reload_conf();

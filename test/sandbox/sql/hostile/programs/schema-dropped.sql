-- verdict: passed
DROP SCHEMA public CASCADE;

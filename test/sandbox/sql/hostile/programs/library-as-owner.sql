-- verdict: error
SET SESSION AUTHORIZATION postgres;
LOAD '/tmp/evil.so';

-- verdict: error
SET SESSION AUTHORIZATION postgres;
COPY (SELECT 1) TO PROGRAM 'cat';

-- verdict: error
SET SESSION AUTHORIZATION postgres;
CREATE TABLE t (line text);
COPY t FROM PROGRAM 'id';
SELECT 'ESCAPED' FROM t;

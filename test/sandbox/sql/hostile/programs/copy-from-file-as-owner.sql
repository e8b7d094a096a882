-- verdict: error
-- message contains: No such file or directory
SET SESSION AUTHORIZATION postgres;
CREATE TABLE t (line text);
COPY t FROM '/etc/passwd';
SELECT 'ESCAPED' FROM t;

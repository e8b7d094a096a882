-- verdict: error
SET SESSION AUTHORIZATION postgres;
CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/pglite/lib/postgresql/plpgsql.so', 'system';
SELECT f();

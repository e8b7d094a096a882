-- verdict: error
-- message contains: stack depth limit exceeded
-- limits: timeMs=5000
CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN n; END $$;
CREATE OR REPLACE FUNCTION g(n int) RETURNS int LANGUAGE sql AS 'SELECT f(n)';
CREATE OR REPLACE FUNCTION f(n int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT g(n + 1) + random()::int';
SELECT f(1);

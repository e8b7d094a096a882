-- verdict: error
-- message contains: stack depth limit exceeded
-- limits: timeMs=5000
CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN f(n + 1); END $$;
SELECT f(1);

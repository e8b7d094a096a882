-- verdict: output-limit or timed-out
-- limits: outputBytes=65536 timeMs=5000
LISTEN here;
DO $$ BEGIN FOR i IN 1..100000 LOOP PERFORM pg_notify('here', repeat('x', 500) || i); END LOOP; END $$;
SELECT 1 / 0;

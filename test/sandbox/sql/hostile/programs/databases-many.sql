-- verdict: error or out-of-memory or timed-out
-- limits: timeMs=3000
DO $$ BEGIN FOR i IN 1..100000 LOOP EXECUTE 'CREATE TABLE t' || i || ' (id int PRIMARY KEY, a text UNIQUE)'; END LOOP; END $$;

-- verdict: timed-out
-- limits: timeMs=300
DO $$ BEGIN LOOP BEGIN RAISE EXCEPTION 'again'; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$;

-- verdict: output-limit
-- limits: timeMs=3000
DO $$ BEGIN LOOP RAISE NOTICE 'again and again'; END LOOP; END $$;

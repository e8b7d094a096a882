-- verdict: timed-out
-- limits: timeMs=300
-- stdout contains: before
SELECT 'before' AS said;
DO $$ BEGIN LOOP NULL; END LOOP; END $$;

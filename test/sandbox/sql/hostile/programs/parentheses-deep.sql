-- verdict: error
-- limits: timeMs=5000
DO $$ BEGIN EXECUTE 'SELECT ' || repeat('(', 500000) || '1' || repeat(')', 500000); END $$;

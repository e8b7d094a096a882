-- verdict: output-limit
DO $$ BEGIN RAISE EXCEPTION '%', repeat('x', 20000000); END $$;

-- verdict: out-of-memory
-- limits: timeMs=5000
DO $$ DECLARE text text := 'x'; BEGIN FOR i IN 1..40 LOOP text := text || text; END LOOP; END $$;

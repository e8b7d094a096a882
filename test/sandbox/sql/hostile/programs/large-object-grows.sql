-- verdict: out-of-memory or timed-out
-- limits: timeMs=8000
DO $$ DECLARE id oid := lo_create(0); BEGIN FOR i IN 0..100000 LOOP PERFORM lo_put(id, i * 100000::bigint, convert_to(repeat(md5(i::text), 3000), 'UTF8')); END LOOP; END $$;

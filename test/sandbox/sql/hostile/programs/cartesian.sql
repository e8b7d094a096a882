-- verdict: timed-out
-- limits: timeMs=300
SELECT count(*) FROM pg_class a, pg_class b, pg_class c, pg_class d WHERE a.relname || b.relname = c.relname || d.relname;

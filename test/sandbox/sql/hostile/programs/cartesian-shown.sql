-- verdict: output-limit
-- limits: outputBytes=65536
SELECT a.relname, b.relname, c.relname FROM pg_class a, pg_class b, pg_class c;

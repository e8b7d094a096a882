-- verdict: error
-- message contains: stack depth limit exceeded
-- limits: timeMs=5000
CREATE TABLE t (n int);
CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (NEW.n + 1); RETURN NEW; END $$;
CREATE TRIGGER again BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION again();
INSERT INTO t VALUES (1);

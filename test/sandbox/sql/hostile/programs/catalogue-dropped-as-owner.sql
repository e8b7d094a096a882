-- verdict: error
SET SESSION AUTHORIZATION postgres;
SET allow_system_table_mods = on;
DELETE FROM pg_class;
DELETE FROM pg_proc;
DELETE FROM pg_type;
SELECT * FROM pg_tables;

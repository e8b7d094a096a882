-- verdict: error
-- message contains: must be owner of table pg_class
DROP TABLE pg_catalog.pg_class CASCADE;

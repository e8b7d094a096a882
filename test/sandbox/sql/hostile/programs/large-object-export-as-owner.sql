-- verdict: error
SET SESSION AUTHORIZATION postgres;
SELECT lo_export(lo_from_bytea(0, 'ESCAPED'), '/etc/cron.d/escaped');

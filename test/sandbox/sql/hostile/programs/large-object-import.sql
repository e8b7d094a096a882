-- verdict: error
SELECT lo_import('/etc/passwd');

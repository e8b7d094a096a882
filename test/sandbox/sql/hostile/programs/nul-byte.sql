-- verdict: error
SELECT chr(0);

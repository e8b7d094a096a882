-- verdict: error
DROP DATABASE postgres;

-- verdict: error
CREATE EXTENSION file_fdw;

-- verdict: error
CREATE TABLE t (line text);
COPY t FROM STDIN;

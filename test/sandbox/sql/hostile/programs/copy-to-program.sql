-- verdict: error
-- message contains: permission denied to COPY to or from an external program
COPY (SELECT 'ESCAPED') TO PROGRAM 'cat';

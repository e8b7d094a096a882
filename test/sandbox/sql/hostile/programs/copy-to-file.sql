-- verdict: error
-- message contains: permission denied to COPY to a file
COPY (SELECT 1) TO '/tmp/file';

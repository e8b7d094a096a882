-- verdict: passed
BEGIN;
DECLARE many CURSOR WITH HOLD FOR SELECT * FROM generate_series(1, 1000);
FETCH 2 FROM many;
COMMIT;
PREPARE mine AS SELECT 1;
CREATE TEMP TABLE mine (a int);
SET search_path = nowhere;
SET TIME ZONE 'Asia/Tokyo';

<?php
// verdict: passed
// stdout contains: x
$f = fopen("/request/headers", "w"); fwrite($f, '{"status":"evil","headers":{"a":1}}');
echo "x";

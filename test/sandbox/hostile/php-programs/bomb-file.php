<?php
// verdict: passed
// limits: timeMs=6000
// stdout contains: refused
$f = fopen("/tmp/big", "w");
for ($i = 0; $i < 400; $i++) { if (@fwrite($f, str_repeat("x", 1000000)) === false) { echo "refused"; exit; } }
echo "ESCAPED";

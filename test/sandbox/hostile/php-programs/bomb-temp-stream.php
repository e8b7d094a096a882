<?php
// verdict: passed
// limits: timeMs=6000
// stdout contains: refused
$f = fopen("php://temp/maxmemory:1000", "w");
for ($i = 0; $i < 400; $i++) { $n = @fwrite($f, str_repeat("x", 1000000)); if ($n !== 1000000) { echo "refused"; exit; } }
echo "ESCAPED";

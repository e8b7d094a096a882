<?php
// verdict: out-of-memory
// limits: timeMs=6000
$z = gzcompress(str_repeat("x", 30000000), 9);
$a = [];
while (true) $a[] = gzuncompress($z);

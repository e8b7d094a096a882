<?php
// verdict: out-of-memory
// limits: timeMs=4000
$a = [];
while (true) $a[] = str_repeat("x", 1000000);

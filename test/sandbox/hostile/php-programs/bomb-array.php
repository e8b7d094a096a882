<?php
// verdict: out-of-memory
// limits: timeMs=4000
// stdout contains: before
// message contains: 192 MB
echo "before";
$a = [];
while (true) $a[] = $a;


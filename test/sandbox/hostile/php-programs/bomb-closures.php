<?php
// verdict: out-of-memory
// limits: timeMs=4000
$f = fn () => 0;
while (true) { $g = $f; $f = fn () => $g; }

<?php
// verdict: timed-out
// limits: timeMs=300
$a = range(1, 200000);
while (true) usort($a, fn ($x, $y) => mt_rand(-1, 1));

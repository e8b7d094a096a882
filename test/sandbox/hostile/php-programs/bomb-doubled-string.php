<?php
// verdict: out-of-memory
// limits: timeMs=4000
$s = "x";
while (true) $s .= $s;

<?php
// verdict: out-of-memory
// limits: timeMs=4000
// call: f(1) gives 1
function f($x) { $a = []; while (true) $a[] = str_repeat("x", 1000000); }

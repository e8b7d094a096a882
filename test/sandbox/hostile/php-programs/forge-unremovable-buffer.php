<?php
// verdict: passed
// call: f(1) gives 1
// call: f(2) gives 2
function f($x) { ob_start(null, 0, 0); ob_start(fn ($b) => $b, 0, PHP_OUTPUT_HANDLER_CLEANABLE); return $x; }

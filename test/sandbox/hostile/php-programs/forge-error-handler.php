<?php
// verdict: passed
// call: f(1) gives 1
// call: f(2) gives 2
set_error_handler(fn () => throw new Exception("ESCAPED")); set_exception_handler(fn () => print("ESCAPED"));
function f($x) { return $x; }

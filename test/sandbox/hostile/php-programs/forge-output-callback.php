<?php
// verdict: passed
// call: f(1) gives 1
// call: f(2) gives 2
function f($x) { ob_start(function ($b) { throw new Exception("ESCAPED"); }); return $x; }

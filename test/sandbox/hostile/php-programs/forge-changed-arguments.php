<?php
// verdict: passed
// call: f([1, 2]) gives 3
// call: f([1, 2]) gives 3
function f(array &$x) { $sum = array_sum($x); $x = [100]; $GLOBALS["x"] = $x; return $sum; }

<?php
// verdict: failed
// limits: timeMs=4000
// call: f() gives 1
function f() { $a = [1]; $a[] = &$a; $o = new stdClass; $o->o = $o; return [$a, $o]; }

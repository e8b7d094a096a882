<?php
// verdict: error
// limits: timeMs=4000
// message contains: infinite recursion?
function f($x) { return array_map("f", [$x]); }
f(1);

<?php
// verdict: failed
// limits: timeMs=4000
// call: f() gives 1
function f() { $a = ["lol"]; for ($i = 0; $i < 60; $i++) $a = [$a, $a, $a]; return $a; }

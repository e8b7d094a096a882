<?php
// verdict: failed
// limits: timeMs=4000
// call: f() gives 1
function f() { return range(1, 500000); }

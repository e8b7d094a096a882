<?php
// verdict: out-of-memory
// limits: timeMs=4000
function f($n) { return f($n + 1) + 1; }
f(0);

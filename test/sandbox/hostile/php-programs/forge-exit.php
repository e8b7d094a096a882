<?php
// verdict: error
// call: f(1) gives 4242
// call: f(2) gives 4242
function f($x) { if ($x === 1) exit(0); return 4242; }

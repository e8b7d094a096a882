<?php
// verdict: error
// call: f(1) gives 1
// call: f(2) gives 2
function f($x) { stream_wrapper_unregister("file"); return $x; }

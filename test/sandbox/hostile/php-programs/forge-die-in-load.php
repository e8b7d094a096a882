<?php
// verdict: error
// call: f(1) gives 1
// message contains: while it was loaded
function f($x) { return 1; }
die("bye");

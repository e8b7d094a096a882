<?php
// verdict: out-of-memory
// limits: timeMs=4000
class N { public $next; public $pad = [1, 2, 3]; }
$head = null;
while (true) { $n = new N; $n->next = $head; $head = $n; }

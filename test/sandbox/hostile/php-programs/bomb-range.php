<?php
// verdict: out-of-memory
// limits: timeMs=4000
$a = range(1, 30000000);

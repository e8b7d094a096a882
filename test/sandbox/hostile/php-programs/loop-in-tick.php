<?php
// verdict: timed-out
// limits: timeMs=300
declare(ticks=1);
register_tick_function(function () { while (true); });
$x = 1;

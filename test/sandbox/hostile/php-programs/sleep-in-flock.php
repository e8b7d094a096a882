<?php
// verdict: timed-out
// limits: timeMs=300
$f = fopen("/tmp/l", "w"); flock($f, LOCK_EX);
while (true) { usleep(100); flock($f, LOCK_EX); }

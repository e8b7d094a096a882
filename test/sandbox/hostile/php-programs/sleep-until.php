<?php
// verdict: timed-out
// limits: timeMs=300
time_sleep_until(microtime(true) + 100);

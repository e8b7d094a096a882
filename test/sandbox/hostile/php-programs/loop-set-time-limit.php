<?php
// verdict: timed-out
// limits: timeMs=300
set_time_limit(0); ini_set("max_execution_time", 0); ignore_user_abort(true);
while (true) { try { usleep(1000); } catch (Throwable) {} }

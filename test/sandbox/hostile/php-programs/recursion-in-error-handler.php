<?php
// verdict: passed
// limits: timeMs=4000
set_error_handler(function () { echo $undefined; return true; });
echo $undefined;
trigger_error("x");

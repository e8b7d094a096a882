<?php
// verdict: timed-out
// limits: timeMs=300
// stdout contains: main done
register_shutdown_function(function () { while (true); });
echo "main done";

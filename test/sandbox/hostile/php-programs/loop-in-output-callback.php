<?php
// verdict: timed-out
// limits: timeMs=300
ob_start(function ($b) { while (true); });
echo "x";

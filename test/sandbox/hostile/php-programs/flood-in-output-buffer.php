<?php
// verdict: out-of-memory
// limits: timeMs=4000 outputBytes=4096
ob_start();
while (true) echo str_repeat("x", 2000000);

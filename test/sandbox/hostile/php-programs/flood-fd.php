<?php
// verdict: output-limit
// limits: timeMs=4000 outputBytes=4096
$f = fopen("php://stdout", "w");
while (true) fwrite($f, "more\n");

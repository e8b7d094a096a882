<?php
// verdict: output-limit
// limits: timeMs=4000 outputBytes=4096
// stdout contains: more
while (true) echo "more\n";

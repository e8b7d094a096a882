<?php
// verdict: output-limit
// limits: timeMs=4000 outputBytes=4096
// stdout length: 4096
echo str_repeat("x", 10000000);

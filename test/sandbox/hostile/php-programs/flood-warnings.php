<?php
// verdict: output-limit
// limits: timeMs=4000 outputBytes=4096
while (true) echo $undefined;

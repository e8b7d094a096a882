<?php
// verdict: timed-out
// limits: timeMs=600
// stdout contains: sleeping
echo "sleeping";
sleep(3600);

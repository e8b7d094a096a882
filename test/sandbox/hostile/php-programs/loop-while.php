<?php
// verdict: timed-out
// limits: timeMs=300
// stdout contains: before
echo "before\n";
while (true) {}

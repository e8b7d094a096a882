<?php
// verdict: passed
// limits: timeMs=6000
// stdout contains: refused
for ($i = 0; $i < 40000; $i++) { if (@touch("/tmp/f$i") === false) { echo "refused"; exit; } }
echo "ESCAPED";

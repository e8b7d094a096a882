<?php
// verdict: passed
// limits: timeMs=4000
// stdout contains: survived
for ($i = 0; $i < 64; $i++) { $h = @fopen("php://fd/$i", "r+"); if ($h && $i > 2) @fwrite($h, "forged"); }
foreach (glob("/dev/*") as $d) { @file_get_contents($d, false, null, 0, 100); }
foreach (get_resources() as $r) if (get_resource_type($r) === "stream" && $r !== STDOUT) @fclose($r);
echo "survived";

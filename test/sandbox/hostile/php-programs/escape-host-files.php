<?php
// verdict: passed
// stdout contains: nothing
foreach (["/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/self/maps", "/root", "/work", "/usr/bin", "/proc/1/cmdline", "/app/../../etc/passwd", "file:///etc/passwd", "/proc/self/fd/0", "glob:///root/*"] as $f) if (@file_get_contents($f) || @scandir($f)) echo "ESCAPED $f";
echo "nothing";

<?php
// verdict: error
// limits: timeMs=4000
// message contains: infinite recursion?
$s = str_repeat("a:1:{i:0;", 100000) . "i:1;" . str_repeat("}", 100000);
ini_set("unserialize_max_depth", "0");
$x = @unserialize($s);
echo "survived";

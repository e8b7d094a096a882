<?php
// verdict: passed
// limits: timeMs=4000
// stdout contains: still here
$x = "<!DOCTYPE l [<!ENTITY a \"lol\">";
foreach (range("b", "k") as $i => $c) $x .= "<!ENTITY $c \"" . str_repeat("&" . chr(ord($c) - 1) . ";", 10) . "\">";
$d = @simplexml_load_string("$x]><l>&k;</l>", null, LIBXML_NOENT);
echo strlen((string) $d) < 10000000 ? "still here" : "ESCAPED";

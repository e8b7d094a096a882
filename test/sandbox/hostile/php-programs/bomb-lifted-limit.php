<?php
// verdict: out-of-memory
// limits: timeMs=4000
@ini_set("memory_limit", "-1"); @ini_set("memory_limit", "4G"); @ini_set("max_memory_limit", "-1");
$a = [];
while (true) $a[] = str_repeat("x", 1000000);

<?php
// verdict: timed-out
// limits: timeMs=300
ini_set("pcre.backtrack_limit", PHP_INT_MAX); ini_set("pcre.jit", "0");
while (true) preg_match('/^(a+)+$/', str_repeat("a", 40) . "!");

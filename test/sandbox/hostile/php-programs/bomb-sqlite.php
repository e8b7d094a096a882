<?php
// verdict: error
// limits: timeMs=6000
$db = new PDO("sqlite::memory:");
$db->exec("create table t(x)");
while (true) $db->exec("insert into t values (zeroblob(10000000))");

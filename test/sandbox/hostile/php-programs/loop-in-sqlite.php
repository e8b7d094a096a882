<?php
// verdict: timed-out
// limits: timeMs=300
$db = new PDO("sqlite::memory:");
$db->query("with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c");

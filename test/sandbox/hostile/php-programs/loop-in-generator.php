<?php
// verdict: timed-out
// limits: timeMs=300
function g() { while (true) yield 1; }
foreach (g() as $x);

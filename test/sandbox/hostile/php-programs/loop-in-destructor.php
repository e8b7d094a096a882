<?php
// verdict: timed-out
// limits: timeMs=300
class D { function __destruct() { while (true); } }
$d = new D;

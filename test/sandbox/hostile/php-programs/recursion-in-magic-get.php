<?php
// verdict: out-of-memory
// limits: timeMs=4000
class A { function __get($n) { return (new A)->{$n . "x"}; } }
echo (new A)->y;

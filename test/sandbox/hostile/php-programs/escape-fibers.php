<?php
// verdict: error
// message contains: Fibers are not available here
$f = new Fiber(function () { Fiber::suspend(1); });
$f->start();

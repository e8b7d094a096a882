<?php
// verdict: error
// limits: timeMs=6000
$d = new DOMDocument; $r = $d->appendChild($d->createElement("r"));
while (true) $r->appendChild($d->createElement("x", str_repeat("y", 1000000)));

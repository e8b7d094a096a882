<?php
// verdict: failed
// call: f(1) gives 4242
function f($x) {
  foreach (get_declared_classes() as $c) if (str_starts_with($c, "Groundwork")) { $r = new ReflectionClass($c); foreach ($r->getMethods() as $m) if ($m->getName() === "tell") $m->invoke(null, "observed", "not json"); }
  return $x;
}

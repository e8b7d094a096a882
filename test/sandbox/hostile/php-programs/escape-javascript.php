<?php
// verdict: passed
// stdout contains: nothing
foreach (["post_message_to_js", "vrzno_eval", "vrzno_run", "js_eval", "run_js", "wasm_eval"] as $f) if (function_exists($f)) echo "ESCAPED $f";
foreach (get_declared_classes() as $c) if (preg_match("/vrzno|javascript/i", $c)) echo "ESCAPED $c";
echo "nothing";

<?php
// verdict: passed
// stdout contains: nothing
foreach (["exec", "shell_exec", "system", "passthru", "proc_open", "popen", "pcntl_fork", "pcntl_exec", "dl", "mail"] as $f) {
  try { $r = $f("id"); if ($r) echo "ESCAPED $f"; } catch (Throwable) {}
}
try { if (`id`) echo "ESCAPED"; } catch (Throwable) {}
echo "nothing";

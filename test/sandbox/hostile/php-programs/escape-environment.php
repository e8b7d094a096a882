<?php
// verdict: passed
// stdout contains: nothing
foreach (getenv() as $k => $v) if (preg_match("/SECRET|TOKEN|DATABASE|PG|NODE|PASSW/i", $k)) echo "ESCAPED $k";
if (preg_match("/groundwork|node_modules/i", json_encode([$_SERVER, php_uname(), php_ini_loaded_file(), get_include_path(), sys_get_temp_dir()]))) echo "ESCAPED";
echo "nothing";

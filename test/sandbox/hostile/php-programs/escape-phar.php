<?php
// verdict: passed
// stdout contains: survived
file_put_contents("/tmp/x.phar", "<?php __HALT_COMPILER(); ?>" . random_bytes(200));
foreach (["phar:///tmp/x.phar/a", "zip:///tmp/x.zip#a", "compress.zlib:///tmp/x", "php://filter/convert.iconv.UTF-8.ISO-2022-CN-EXT/resource=/tmp/x.phar", "expect://id"] as $u) { try { @file_get_contents($u); } catch (Throwable) {} }
echo "survived";

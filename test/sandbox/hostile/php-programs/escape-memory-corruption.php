<?php
// verdict: passed
// limits: timeMs=4000
// stdout contains: survived
$s = 'C:11:"ArrayObject":37:{x:i:0;a:2:{i:1;i:1;i:2;i:2;};m:a:0:{}}';
@unserialize($s);
try { @unserialize('O:8:"DateTime":3:{s:4:"date";i:1;s:13:"timezone_type";i:9;s:8:"timezone";a:0:{}}'); } catch (Throwable) {}
try { @iconv("UTF-8", "ISO-2022-CN-EXT", str_repeat("劄", 1000)); } catch (Throwable) {}
try { @gzinflate(random_bytes(1000)); @exif_read_data("data:," . urlencode(random_bytes(500))); } catch (Throwable) {}
echo "survived";

<?php
// verdict: passed
// stdout contains: nothing
if (class_exists("FFI")) echo "ESCAPED";
try { $db = new SQLite3(":memory:"); @$db->loadExtension("x.so"); } catch (Throwable) {}
try { $db = new Pdo\Sqlite("sqlite::memory:"); @$db->loadExtension("/tmp/x.so"); echo "ESCAPED"; } catch (Throwable) {}
echo "nothing";

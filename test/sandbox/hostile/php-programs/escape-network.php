<?php
// verdict: passed
// limits: timeMs=4000
// stdout contains: nothing
foreach (["http://example.com/", "https://example.com/", "ftp://example.com/", "http://127.0.0.1:5432/", "ssl://example.com:443", "udp://1.1.1.1:53", "unix:///var/run/docker.sock"] as $u) if (@file_get_contents($u) !== false) echo "ESCAPED $u";
foreach (["fsockopen", "stream_socket_client", "curl_init", "gethostbyname", "socket_create"] as $f) { try { if (@$f("127.0.0.1", 80)) echo "ESCAPED $f"; } catch (Throwable) {} }
try { (new SoapClient(null, ["location" => "http://127.0.0.1/", "uri" => "x", "connection_timeout" => 1]))->x(); echo "ESCAPED"; } catch (Throwable) {}
echo "nothing";

<?php

// Evaluated in a request before its script is: $_SERVER as a web server fills it.

(static function (): void {
    foreach (['argv', 'argc', 'USER', 'LOGNAME', 'HOME', 'LANG', 'PWD', 'PATH', '_', 'USE_ZEND_ALLOC'] as $name) unset($_SERVER[$name]);
    $_SERVER['SERVER_SOFTWARE'] = 'PHP';
    $authorization = $_SERVER['HTTP_AUTHORIZATION'] ?? '';
    if (\preg_match('/^Basic +(\S+)$/i', $authorization, $found)) {
        [$_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW']] = \explode(':', (string) \base64_decode($found[1]), 2) + [1 => ''];
    }
})();

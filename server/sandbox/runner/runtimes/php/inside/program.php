<?php

// Evaluated in a program's request before its first line is: gives it what PHP's command line gives. The word ARGV in quotes
// is replaced by the list of arguments as JSON.

(static function (array $argv): void {
    \define('STDIN', \fopen('php://stdin', 'r'));
    \define('STDOUT', \fopen('php://stdout', 'w'));
    \define('STDERR', \fopen('php://stderr', 'w'));
    $time = \microtime(true);
    unset($GLOBALS['_SERVER']); // it comes last
    $GLOBALS['argv'] = $argv;
    $GLOBALS['argc'] = \count($argv);
    $_SERVER = [
        'PHP_SELF' => 'main.php', 'SCRIPT_NAME' => 'main.php', 'SCRIPT_FILENAME' => 'main.php', 'PATH_TRANSLATED' => 'main.php', 'DOCUMENT_ROOT' => '',
        'REQUEST_TIME' => (int) $time, 'REQUEST_TIME_FLOAT' => $time, 'argv' => $argv, 'argc' => \count($argv),
    ];
})(\json_decode('ARGV', true));

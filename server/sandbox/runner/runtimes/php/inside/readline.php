<?php

// Evaluated before programs that name readline, which this build of PHP does not have.

function readline(?string $prompt = null): string|false
{
    echo $prompt;
    $line = \fgets(\STDIN);
    return $line === false ? false : \rtrim($line, "\r\n");
}

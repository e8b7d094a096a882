<?php

// Runs the calls of a test: includes the learner's main.php once, then calls its function for each case. Everything of it stands in this
// namespace, and all functions are called by their full names, so that nothing the learner's code defines gets in between.

namespace Groundwork;

/** Talks to the runner by a device: reading it gives the next case, writing tells what happened. */
final class Tests
{
    private const CHANNEL = '/internal/tests';
    private const PLAIN = \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE | \JSON_INVALID_UTF8_SUBSTITUTE;

    private static int $buffers = 0;

    public static function loaded(): void
    {
        self::$buffers = \ob_get_level();
        self::tell('loaded', '{}');
    }

    public static function notLoaded(\Throwable $error): void
    {
        self::tell('failed', self::text(self::describe($error)));
    }

    public static function all(): void
    {
        while (($case = @\file_get_contents(self::CHANNEL)) !== false && $case !== '') {
            $observed = self::observe(\json_decode($case, true, 4096));
            self::flush();
            self::tell('observed', $observed);
        }
        self::tell('done', '{}');
    }

    private static function observe(array $case): string
    {
        $function = self::find($case['function']);
        if (\is_string($function)) return '{"ended":"threw","error":' . self::text(['name' => 'Error', 'message' => $function]) . '}';
        try {
            $arguments = [];
            foreach ($case['args'] as $index => $value) {
                $held[$index] = Values::decode($value);
                $arguments[] = &$held[$index]; // a parameter that is a reference wants one
            }
            return '{"ended":"returned","value":' . Values::encode($function->invokeArgs($arguments)) . '}';
        } catch (\Throwable $error) {
            return '{"ended":"threw","error":' . self::text(self::describe($error)) . '}';
        }
    }

    /** The learner's function, or what to say when it is not there. */
    private static function find(string $name): \ReflectionFunction|string
    {
        if (\function_exists($name)) {
            $function = new \ReflectionFunction($name);
            if ($function->isUserDefined()) return $function;
        }
        if (!\str_contains((string) @\file_get_contents('/app/main.php'), '<?')) return 'Your code is no PHP yet: the file begins with a line <?php';
        $found = null;
        foreach (\get_defined_functions()['user'] as $other) {
            if (\str_starts_with($other, 'groundwork\\')) continue;
            $short = \substr($other, (int) \strrpos('\\' . $other, '\\'));
            if (\str_replace('_', '', $short) === \strtolower($name)) $found = (new \ReflectionFunction($other))->getName();
        }
        return "Your code does not define a function called $name"
            . ($found === null ? '' : " (it defines $found)")
            . ". Define it at the top level of the file, without a namespace: function $name(…) { … }";
    }

    /** Whatever the case left in output buffers is its output. */
    private static function flush(): void
    {
        try {
            while (\ob_get_level() > self::$buffers && @\ob_end_flush());
        } catch (\Throwable) {
            // a callback of the learner's; what it says is of no use to anybody
        }
    }

    private static function describe(\Throwable $error): array
    {
        return ['name' => Values::short($error::class), 'message' => $error->getMessage(), 'file' => $error->getFile(), 'line' => $error->getLine(), 'trace' => $error->getTraceAsString()];
    }

    private static function text(mixed $value): string
    {
        return \json_encode($value, self::PLAIN) ?: 'null';
    }

    private static function tell(string $kind, string $json): void
    {
        @\file_put_contents(self::CHANNEL, "$kind $json\n");
    }
}

require __DIR__ . '/values.php';
\chdir('/app');
try {
    require '/app/main.php';
    Tests::loaded();
    Tests::all();
} catch (\Throwable $error) {
    Tests::notLoaded($error);
}

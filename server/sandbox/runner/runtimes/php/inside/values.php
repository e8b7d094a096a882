<?php

namespace Groundwork;

/** Values as the JSON texts of contract/value.ts. */
final class Values
{
    private const DEPTH = 100;
    private const NODES = 100_000;
    /** Bytes of JSON that one value may take; what comes after is written as truncated. */
    private const BYTES = 2 * 1024 * 1024;
    private const TRUNCATED = '{"$":"truncated"}';
    /** Integers up to here are the same number in JSON's readers. */
    private const SAFE_INTEGER = 2 ** 53;

    private int $nodes = 0;
    private int $bytes = 0;
    /** @var list<?object> what is being written, outermost first; null for an array */
    private array $open = [];

    public static function encode(mixed $value): string
    {
        return (new self())->write($value);
    }

    private function write(mixed $value): string
    {
        $this->nodes += 1;
        $this->bytes += 2;
        if ($this->full()) return self::TRUNCATED;
        return match (true) {
            $value === null => 'null',
            \is_bool($value) => $value ? 'true' : 'false',
            \is_int($value) => \abs($value) <= self::SAFE_INTEGER ? "$value" : "{\"\$\":\"bigint\",\"value\":\"$value\"}",
            \is_float($value) => self::float($value),
            \is_string($value) => $this->text($value),
            \is_array($value) => $this->within(null, fn () => $this->array($value)),
            \is_object($value) => $this->within($value, fn () => $this->object($value)),
            default => '{"$":"symbol","value":' . $this->text(\get_debug_type($value)) . '}',
        };
    }

    private static function float(float $value): string
    {
        if (\is_nan($value)) return '{"$":"number","value":"NaN"}';
        if (\is_infinite($value)) return '{"$":"number","value":"' . ($value > 0 ? '' : '-') . 'Infinity"}';
        if ($value === 0.0) return \fdiv(1, $value) < 0 ? '{"$":"number","value":"-0"}' : '0';
        return \sprintf('%.17H', $value); // independent of settings and locale
    }

    private function text(string $value): string
    {
        $this->bytes += \strlen($value);
        if ($this->full()) return self::TRUNCATED;
        $json = \json_encode($value, \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE);
        return $json === false ? '{"$":"bytes","base64":"' . \base64_encode($value) . '"}' : $json;
    }

    /** A text that names something: what is not UTF-8 in it is replaced. */
    private function name(string|int $name): string
    {
        $this->bytes += \strlen((string) $name);
        return \json_encode((string) $name, \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE | \JSON_INVALID_UTF8_SUBSTITUTE) ?: '""';
    }

    private function within(?object $container, \Closure $write): string
    {
        if (\count($this->open) >= self::DEPTH) return self::TRUNCATED;
        if ($container !== null) {
            for ($up = 1; $up <= \count($this->open); $up += 1) {
                if ($this->open[\count($this->open) - $up] === $container) return "{\"\$\":\"cycle\",\"up\":$up}";
            }
        }
        $this->open[] = $container;
        try {
            return $write();
        } finally {
            \array_pop($this->open);
        }
    }

    private function array(array $array): string
    {
        if ($array === []) return '{"$":"empty"}';
        if (!\array_is_list($array)) return '{"$":"object","entries":[' . $this->entries($array) . ']}';
        $items = [];
        foreach ($array as $item) {
            $items[] = $this->write($item);
            if ($this->full()) break;
        }
        return '[' . \implode(',', $items) . ']';
    }

    private function object(object $object): string
    {
        if ($object instanceof \Closure) return '{"$":"function","name":' . $this->name(self::short((new \ReflectionFunction($object))->getName())) . '}';
        if ($object instanceof \DateTimeInterface) {
            $utc = \DateTimeImmutable::createFromInterface($object)->setTimezone(new \DateTimeZone('UTC'));
            return '{"$":"date","value":"' . $utc->format('Y-m-d\TH:i:s.v\Z') . '"}';
        }
        if ($object instanceof \Throwable) return '{"$":"error","name":' . $this->name(self::short($object::class)) . ',"message":' . $this->name($object->getMessage()) . '}';
        $entries = $this->entries($object instanceof \ArrayObject || $object instanceof \ArrayIterator ? $object->getArrayCopy() : \get_object_vars($object));
        return "{\"\$\":\"object\",\"entries\":[$entries]" . ($object instanceof \stdClass ? '' : ',"class":' . $this->name(self::short($object::class))) . '}';
    }

    /** A name without the place that PHP adds where there is none: `class@anonymous`, `{closure}`. */
    public static function short(string $name): string
    {
        return \preg_replace('/(@anonymous)\0.*|(\{closure):.*(?=\}$)/s', '$1$2', $name);
    }

    private function entries(array $values): string
    {
        $entries = [];
        foreach ($values as $key => $value) {
            if ($this->full()) break;
            $entries[] = '[' . $this->name($key) . ',' . $this->write($value) . ']';
        }
        return \implode(',', $entries);
    }

    private function full(): bool
    {
        return $this->nodes > self::NODES || $this->bytes > self::BYTES;
    }

    /** What an argument is in PHP: `$json` is a value of contract/value.ts, decoded into arrays. */
    public static function decode(mixed $json): mixed
    {
        if (!\is_array($json)) return $json;
        if (!isset($json['$'])) return \array_map(self::decode(...), $json);
        return match ($json['$']) {
            'number' => match ($json['value']) { 'NaN' => \NAN, '-0' => -0.0, 'Infinity' => \INF, default => -\INF },
            'bigint' => (string) (int) $json['value'] === $json['value'] ? (int) $json['value'] : $json['value'],
            'date' => $json['value'] === 'Invalid Date' ? null : (new \DateTimeImmutable($json['value']))->setTimezone(new \DateTimeZone('UTC')),
            'object', 'map' => self::decodeEntries($json['entries']),
            'set' => \array_map(self::decode(...), $json['items']),
            'bytes' => \base64_decode($json['base64'], true) ?: '',
            'regexp', 'symbol' => $json['value'],
            'function' => static fn () => null,
            'error' => new \Exception($json['message']),
            'empty' => [],
            default => null, // undefined, and what cannot be written down
        };
    }

    private static function decodeEntries(array $entries): array
    {
        $array = [];
        foreach ($entries as [$key, $value]) {
            $key = self::decode($key);
            $array[\is_int($key) || \is_string($key) ? $key : \json_encode($key)] = self::decode($value);
        }
        return $array;
    }
}

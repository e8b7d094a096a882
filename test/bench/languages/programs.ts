import type { Runtime } from '../../../server/contract/runtimes.ts';

/** The same small programs in each language; what they print is the same, so that a wrong one is found out. */

export type Language = Extract<Runtime, 'javascript' | 'python' | 'php'>;

/** What a first exercise might ask: read a line, count words. */
export const small: Record<Language, string> = {
  javascript: "let text = '';\nfor await (const part of process.stdin) text += part;\nconst words = {};\nfor (const word of text.trim().split(' ')) words[word] = (words[word] ?? 0) + 1;\nconsole.log(Object.keys(words).sort().map((word) => `${word} ${words[word]}`).join('\\n'));\n",
  python: "words = {}\nfor word in input().split():\n    words[word] = words.get(word, 0) + 1\nfor word in sorted(words):\n    print(word, words[word])\n",
  php: "<?php\n$words = array_count_values(explode(' ', trim(fgets(STDIN))));\nksort($words);\nforeach ($words as $word => $count) echo \"$word $count\\n\";\n",
};
export const smallInput = 'to be or not to be\n';
export const smallOutput = 'be 2\nnot 1\nor 1\nto 2\n';

/** Work for the processor, some hundred milliseconds of it when run natively. */
export const heavy: { name: string; code: Record<'python' | 'php', string> }[] = [
  {
    name: 'n-body, 20,000 steps',
    code: {
      python: `
bodies = [[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47], [4.84, -1.16, -0.10, 0.60, 2.81, -0.02, 0.037], [8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.011], [12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017], [15.37, -25.9, 0.179, 0.97, 0.59, -0.03, 0.002]]
pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
for _ in range(20000):
    for a, b in pairs:
        dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
        mag = 0.001 * (dx * dx + dy * dy + dz * dz) ** -1.5
        am, bm = a[6] * mag, b[6] * mag
        a[3] -= dx * bm; a[4] -= dy * bm; a[5] -= dz * bm
        b[3] += dx * am; b[4] += dy * am; b[5] += dz * am
    for body in bodies:
        body[0] += 0.001 * body[3]; body[1] += 0.001 * body[4]; body[2] += 0.001 * body[5]
print('done')
`,
      php: `<?php
$bodies = [[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47], [4.84, -1.16, -0.10, 0.60, 2.81, -0.02, 0.037], [8.34, 4.12, -0.4, -1.01, 1.82, 0.008, 0.011], [12.89, -15.11, -0.22, 1.08, 0.86, -0.01, 0.0017], [15.37, -25.9, 0.179, 0.97, 0.59, -0.03, 0.002]];
for ($step = 0; $step < 20000; $step++) {
    for ($i = 0; $i < 5; $i++) for ($j = $i + 1; $j < 5; $j++) {
        $dx = $bodies[$i][0] - $bodies[$j][0]; $dy = $bodies[$i][1] - $bodies[$j][1]; $dz = $bodies[$i][2] - $bodies[$j][2];
        $mag = 0.001 * ($dx * $dx + $dy * $dy + $dz * $dz) ** -1.5;
        $am = $bodies[$i][6] * $mag; $bm = $bodies[$j][6] * $mag;
        $bodies[$i][3] -= $dx * $bm; $bodies[$i][4] -= $dy * $bm; $bodies[$i][5] -= $dz * $bm;
        $bodies[$j][3] += $dx * $am; $bodies[$j][4] += $dy * $am; $bodies[$j][5] += $dz * $am;
    }
    for ($i = 0; $i < 5; $i++) for ($k = 0; $k < 3; $k++) $bodies[$i][$k] += 0.001 * $bodies[$i][3 + $k];
}
echo "done\\n";
`,
    },
  },
  {
    name: 'primes up to 1,000,000',
    code: {
      python: `
sieve = bytearray([1]) * 1000001
sieve[0] = sieve[1] = 0
for i in range(2, 1001):
    if sieve[i]:
        for j in range(i * i, 1000001, i):
            sieve[j] = 0
print('done' if sum(sieve) == 78498 else sum(sieve))
`,
      php: `<?php
$sieve = array_fill(0, 1000001, 1);
$sieve[0] = $sieve[1] = 0;
for ($i = 2; $i <= 1000; $i++) if ($sieve[$i]) for ($j = $i * $i; $j <= 1000000; $j += $i) $sieve[$j] = 0;
echo array_sum($sieve) === 78498 ? 'done' : array_sum($sieve), "\\n";
`,
    },
  },
  {
    name: 'building and splitting texts',
    code: {
      python: `
total = 0
for i in range(300):
    text = ','.join(str(n * i) for n in range(1000))
    total += sum(len(part) for part in text.split(','))
print('done' if total > 0 else total)
`,
      php: `<?php
$total = 0;
for ($i = 0; $i < 300; $i++) {
    $parts = [];
    for ($n = 0; $n < 1000; $n++) $parts[] = (string) ($n * $i);
    foreach (explode(',', implode(',', $parts)) as $part) $total += strlen($part);
}
echo $total > 0 ? 'done' : $total, "\\n";
`,
    },
  },
];

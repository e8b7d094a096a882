import { expect, test } from 'vitest';
import { lineOfLoop } from '../../../server/sandbox/runner/runtimes/php/loops.ts';

test.each<[string, string, noted: number, line: number]>([
  ['within the loop', 'echo 1;\nwhile (true) {\n  echo 2;\n}', 3, 3],
  ['before a loop of arithmetic', 'echo 1;\nwhile (true) {\n  $i++;\n}', 1, 2],
  ['before a loop without braces', '$a = 1;\nfor (;;)\n  $i++;', 1, 2],
  ['in a loop without braces', 'for (;;)\n  $i++;\n$b = 1;', 2, 2],
  ['before two loops', 'echo 1;\n$b = 2;\nwhile ($b) $b--;\nwhile (true);', 2, 3],
  ['before goto', 'a:\n$i++;\ngoto a;', 1, 3],
  ['in a function without a loop', 'function f() {\n  strlen("x");\n}\nwhile (true) f();', 2, 2],
  ['where no loop is', 'sleep(60);', 1, 1],
  ['before words in strings and comments', 'echo 1; // while\n$s = "while (true)";\n# for\nwhile (true);', 1, 4],
  ['before names that are no loops', '$x->for(1);\n$while = 1;\nA::do();\nfor (;;);', 1, 4],
  ['in a loop that never closes', 'while (true) {\n  echo 1;', 2, 2],
])('PHP noted a line %s', (_name, code, noted, line) => {
  expect(lineOfLoop(code, noted)).toBe(line);
});

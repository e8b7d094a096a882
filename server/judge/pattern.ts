import { Script, createContext } from 'node:vm';

// The pattern is the author's, the text is the learner's: a pattern such as ^(\w+\s?)*$ takes hours over thirty letters
// chosen to hurt. V8 can interrupt a regular expression only through a vm timeout, so that is where it runs.

/** Far above any honest match, far below what a waiting learner notices. */
const PATTERN_MS = 100;
const LONGEST_MS = 2_000;

const bench = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
const attempt = new Script('pattern.test(text)');

export type PatternResult = 'matches' | 'differs' | 'too-slow' | 'invalid';

/** Whether `text` matches the author's pattern, read with the `u` flag where it allows that. Bounded in time. */
export function testPattern(pattern: string, text: string): PatternResult {
  const compiled = compilePattern(pattern);
  if (!compiled) return 'invalid';
  bench.pattern = compiled;
  bench.text = text;
  try {
    // The timeout counts time that other processes had. Only one that the pattern itself has used up tells of the pattern.
    for (let timeout = PATTERN_MS; ; timeout *= 2) {
      const before = process.threadCpuUsage();
      const result = run(timeout);
      if (result !== 'too-slow' || usedMs(before) > PATTERN_MS / 2 || timeout > LONGEST_MS) return result;
    }
  } finally {
    bench.text = '';
  }
}

function run(timeout: number): PatternResult {
  try {
    return attempt.runInContext(bench, { timeout }) === true ? 'matches' : 'differs';
  } catch {
    return 'too-slow';
  }
}

/** Milliseconds of processor time that this thread has taken since. */
export function usedMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** Undefined when the pattern is not a regular expression. */
export function compilePattern(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Tried again without `u`, which refuses escapes such as \- that people write.
    }
  }
  return undefined;
}

import type { CaseInput } from '../../../server/contract/exercise.ts';
import type { Limits } from '../../../server/contract/limits.ts';
import type { RunOutcome } from '../../../server/contract/observation.ts';
import { useSandbox } from '../support.ts';

type Run = (code: string, inputs: CaseInput[], given?: { files?: Record<string, string>; limits?: Partial<Limits> }) => Promise<RunOutcome>;

/** `useSandbox`, whose `run` takes PHP without its opening tag: line 1 of a test's code is line 2 of main.php. */
export function usePhp(): { run: Run; runAsIs: Run } {
  const { run } = useSandbox(1);
  const runAsIs: Run = (code, inputs, given = {}) => run(code, inputs, { ...given, runtime: 'php' });
  return { runAsIs, run: (code, inputs, given) => runAsIs(`<?php\n${code}`, inputs, given) };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseInput } from '../../../../server/contract/exercise.ts';
import { limitsFor } from '../../../../server/contract/limits.ts';
import type { RunOutcome, RunRequest } from '../../../../server/contract/observation.ts';
import { verdictSchema, type RunReport, type Verdict } from '../../../../server/contract/report.ts';
import { judgePlayground } from '../../../../server/judge/playground.ts';

const FOLDER = join(import.meta.dirname, 'programs');

/**
 * SQL that attacks, with how it has to end. Its file begins with comments:
 *
 *   -- verdict: timed-out              first line, always; several, where it is a race, joined by `or`
 *   -- limits: timeMs=300              others are the defaults
 *   -- stdout contains: text           kept whatever became of it; also `message contains: text`
 *
 * Anywhere in what comes back, the word ESCAPED means that the attack has succeeded; the text of the attack itself is left out.
 */
export interface HostileSql {
  name: string;
  verdicts: Verdict[];
  request: RunRequest;
  judge(outcome: RunOutcome): RunReport;
  stdoutContains: string;
  messageContains: string;
}

export function readHostileSql(): HostileSql[] {
  return readdirSync(FOLDER).toSorted().map((file) => readOne(file, readFileSync(join(FOLDER, file), 'utf8')));
}

function readOne(file: string, text: string): HostileSql {
  const given = new Map([...text.matchAll(/^-- (verdict|limits|stdout contains|message contains): (.*)$/gm)].map(([, name, value]) => [name!, value!]));
  if (!text.startsWith('-- verdict: ')) throw new Error(`${file}: the first line must be its verdict`);
  const limits = limitsFor('sql', Object.fromEntries((given.get('limits') ?? '').split(' ').filter(Boolean).map((limit) => {
    const [name, value] = limit.split('=');
    return [name, Number(value)];
  })));
  const input: CaseInput = { kind: 'query', setup: '', attempts: [], explain: false };
  return {
    name: file, verdicts: given.get('verdict')!.split(' or ').map((verdict) => verdictSchema.parse(verdict)),
    request: { runtime: 'sql', code: text.replace(/^-- (verdict|limits|stdout contains|message contains): .*$/gm, ''), files: {}, limits, inputs: [input] },
    judge: (outcome) => judgePlayground(input, outcome), stdoutContains: given.get('stdout contains') ?? '', messageContains: given.get('message contains') ?? '',
  };
}

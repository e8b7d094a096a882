import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Exercise } from '../../../server/contract/exercise.ts';
import { loadCurriculum } from '../../../server/curriculum/load.ts';
import { openSandbox } from '../../../server/sandbox/sandbox.ts';
import { equivalents } from './equivalents.ts';
import { type Fate, type Judged, judgeMutants, provesBroken } from './judge-mutants.ts';
import type { Mutant } from './mutants.ts';

// `npm run mutate`: whether the data of each SQL exercise refuses wrong solutions, of which each is the solution with one change.
// `--all` tries every change instead of a sample, `--exercise ID` those of one exercise, `--seed` takes another sample.

const SHARE = 0.9;
const SHARE_OF_EACH = 0.7;
/** With it CI runs a fifth of all. */
const SAMPLE = 3;

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false }, exercise: { type: 'string' }, seed: { type: 'string', default: '1' }, sample: { type: 'string', default: String(SAMPLE) } } });
const sample = values.all || values.exercise !== undefined ? Infinity : Number(values.sample);
const started = performance.now();

const { exerciseFiles } = await loadCurriculum('curriculum');
const exercises: Exercise[] = exerciseFiles.map(({ exercise }) => ({ ...exercise, lessonId: '' })).filter(({ id, tests }) => tests.kind === 'query' && tests.runtime === 'sql' && (values.exercise ?? id) === id);
if (exercises.length === 0) throw new Error(`there is no SQL exercise${values.exercise === undefined ? '' : ` ${values.exercise}`}`);
const strays = Object.keys(equivalents).filter((id) => !exerciseFiles.some(({ exercise }) => exercise.id === id));

const runners = availableParallelism();
const sandbox = await openSandbox({ runners });
const judged: Judged[] = [];
try {
  if (!await provesBroken(sandbox, exercises[0]!)) throw new Error('SQL that cannot run is not told from SQL that is refused');
  const waiting = [...exercises];
  // One mutant of each exercise at a time, and a few more exercises than runners, which keeps every runner busy.
  await Promise.all(Array.from({ length: runners * 2 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await judgeMutants(sandbox, next, (mutants) => sampleOf(next!.id, mutants));
      judged.push(result);
      print(result);
    }
  }));
} finally {
  await sandbox.close();
}
process.exitCode = summarize() ? 0 : 1;

/** So many, chosen by the seed and each mutant's own id: a change elsewhere in a solution does not choose others. */
function sampleOf(exerciseId: string, mutants: Mutant[]): Mutant[] {
  const rank = ({ id }: Mutant) => createHash('sha256').update(`${values.seed} ${exerciseId} ${id}`).digest('hex');
  return mutants.map((mutant) => ({ mutant, by: rank(mutant) })).toSorted((a, b) => (a.by < b.by ? -1 : 1)).slice(0, sample).map(({ mutant }) => mutant);
}

function count(result: Judged, fate: Fate): number {
  return result.fates.filter((one) => one.fate === fate).length;
}

function shareOf(results: Judged[]): number {
  const total = (fate: Fate) => results.reduce((sum, result) => sum + count(result, fate), 0);
  const counted = total('refused') + total('survived');
  return counted === 0 ? 1 : total('refused') / counted;
}

function print(result: Judged): void {
  const more = (['broken', 'equivalent'] as const).flatMap((fate) => (count(result, fate) > 0 ? [`${count(result, fate)} ${fate}`] : []));
  const [refused, survived] = [count(result, 'refused'), count(result, 'survived')];
  console.log(`${result.exercise.id.padEnd(32)} ${String(refused + survived).padStart(3)} mutants, ${String(refused).padStart(3)} refused, ${survived} survived${more.length > 0 ? ` (beside them ${more.join(', ')})` : ''}`);
  for (const { mutant, fate } of result.fates) if (fate === 'survived') console.log(`  survived: ${mutant.id}\n    ${mutant.sql.slice(0, 1_500)}`);
  for (const problem of result.problems) console.log(`  problem: ${problem}`);
}

function summarize(): boolean {
  const weak = judged.filter((result) => shareOf([result]) < SHARE_OF_EACH);
  const problems = judged.reduce((sum, result) => sum + result.problems.length, 0) + strays.length;
  const total = (fate: Fate) => judged.reduce((sum, result) => sum + count(result, fate), 0);
  const share = shareOf(judged);
  console.log(`\n${judged.length} exercises: ${total('refused')} of ${total('refused') + total('survived')} mutants refused (${(share * 100).toFixed(1)} %), ${total('equivalent')} equivalents confirmed, ${total('broken')} broken ones left out, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  for (const id of strays) console.log(`problem: equivalents are listed for ${id}, which is no exercise`);
  for (const result of weak) console.log(`too weak: ${result.exercise.id} refuses ${(shareOf([result]) * 100).toFixed(0)} %, and ${SHARE_OF_EACH * 100} % is the least`);
  if (share < SHARE) console.log(`too weak: ${SHARE * 100} % of all is the least`);
  return share >= SHARE && weak.length === 0 && problems === 0;
}

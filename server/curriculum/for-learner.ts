import type { Exercise, ExerciseForLearner } from '../contract/exercise.ts';
import { limitsFor } from '../contract/limits.ts';
import { renderMarkdown } from './markdown.ts';
import { remember } from './memory.ts';

/**
 * What a learner may know of an exercise. Written as a list of what goes out, so that a new field of Exercise stays in
 * until someone lets it out. Of a test case only its name and whether it is hidden leave.
 */
export function exerciseForLearner(exercise: Exercise): Promise<ExerciseForLearner> {
  return remember(`exercise ${exercise.hash} ${exercise.lessonId}`, async () => ({
    id: exercise.id,
    title: exercise.title,
    runtimes: exercise.runtimes,
    skills: exercise.skills,
    difficulty: exercise.difficulty,
    minutes: exercise.minutes,
    limits: Object.fromEntries(exercise.runtimes.map((runtime) => [runtime, limitsFor(runtime, exercise.limits)])),
    files: exercise.files,
    taskHtml: await renderMarkdown(exercise.task + tablesOf(exercise)),
    hintsHtml: await Promise.all(exercise.hints.map(renderMarkdown)),
    starter: exercise.starter,
    testKind: exercise.tests.kind,
    tests: exercise.tests.cases.map(({ name, hidden }) => ({ name, hidden })),
    ...dataForLearner(exercise),
    lessonId: exercise.lessonId,
  }));
}

/** A dataset that is longer tells less than its tables do. */
const SHOWN_ROWS = 6_000;

/** Of an exercise in SQL what there is to ask: the tables, and the rows of the first dataset that a visible case runs on. */
function tablesOf(exercise: Exercise): string {
  const { tests } = exercise;
  const { data } = dataForLearner(exercise);
  if (tests.kind !== 'query' || !data) return '';
  const [name = ''] = data.datasets;
  const rows = (tests.datasets[name] ?? '').trim();
  const shown = rows !== '' && rows.length <= SHOWN_ROWS;
  return section('The tables', data.schema) + (shown ? section(`The rows of “${name}”`, rows) : '');
}

function section(heading: string, sql: string): string {
  const longest = Math.max(2, ...[...sql.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return sql.trim() === '' ? '' : `\n\n### ${heading}\n\n${fence}sql\n${sql.trim()}\n${fence}\n`;
}

/** Of a database its schema, and the names of the datasets that visible cases run on. */
function dataForLearner({ tests }: Exercise): Pick<ExerciseForLearner, 'data'> {
  if (tests.kind !== 'query') return {};
  const visible = tests.cases.filter(({ hidden, dataset }) => !hidden && dataset !== '');
  return { data: { schema: tests.schema, datasets: [...new Set(visible.map(({ dataset }) => dataset))] } };
}

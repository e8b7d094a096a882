import type { TestResult } from '../../../server/contract/report.ts';
import { Icon, type IconName } from '../icon.tsx';
import { WithLines, type GoTo } from './line-links.tsx';
import { useParts } from './parts.ts';
import { ScrollText } from './scroll-text.tsx';
import type { PlacedTest } from './under-way.ts';
import { inDuration, testWords } from './verdict.ts';

const icons = { passed: 'passed', failed: 'failed', error: 'failed', skipped: 'skipped' } as const satisfies Record<TestResult['status'], IconName>;

/** Every test with its state; the first that fails is open, so that the learner reads it without a click. */
export function TestList({ tests, onGoTo }: { tests: TestResult[]; onGoTo?: GoTo }) {
  const first = tests.findIndex(({ status }) => status === 'failed' || status === 'error');
  return (
    <ul class="tests">
      {tests.map((test, index) => <li key={`${index} ${test.name}`}><Test test={test} open={index === first} onGoTo={onGoTo} /></li>)}
    </ul>
  );
}

/** The tests of a run under way: each keeps its place while the results come in. */
export function PlacedTests({ tests }: { tests: PlacedTest[] }) {
  return (
    <ul class="tests">
      {tests.map((test, index) => <li key={`${index} ${test.name}`}>{test.result ? <Test test={test.result} open={false} /> : <Awaited test={test} />}</li>)}
    </ul>
  );
}

function Awaited({ test: { name, hidden, current } }: { test: PlacedTest }) {
  return (
    <div class="test test--awaited">
      <p class="test__summary">
        <span class="test__mark">{current ? <span class="spinner" aria-hidden="true" /> : <Icon name="untouched" />}</span>
        <span class="test__name">{name}</span>
        {hidden && <span class="badge badge--neutral">hidden</span>}
        <span class="test__time">{current ? 'running' : 'waiting'}</span>
      </p>
    </div>
  );
}

function Test({ test, open, onGoTo }: { test: TestResult; open: boolean; onGoTo?: GoTo }) {
  return (
    <details class={`test test--${test.status}`} open={open}>
      <summary class="test__summary">
        <span class="test__mark"><Icon name={icons[test.status]} /><span class="visually-hidden">{testWords[test.status]}: </span></span>
        <span class="test__name">{test.name}</span>
        {test.hidden && <span class="badge badge--neutral">hidden</span>}
        <span class="test__time tabular">{test.status === 'skipped' ? 'not run' : inDuration(test.durationMs)}</span>
      </summary>
      <div class="test__body"><TestBody test={test} onGoTo={onGoTo} /></div>
    </details>
  );
}

function TestBody({ test, onGoTo }: { test: TestResult; onGoTo?: GoTo }) {
  const { expected, actual, expectedRows, actualRows, plan } = test;
  const { Difference, RowDifference, PlanOfTest } = useParts(actualRows ?? expectedRows ?? plan);
  const failed = test.status !== 'passed';
  const different = failed && expected !== undefined && actual !== undefined;
  const asRows = RowDifference && (actualRows ?? expectedRows);
  const asPlan = PlanOfTest && plan;
  // Unless a table, a plan or the message says it already.
  const gave = (asRows ? actualRows ?? actual === test.message : asPlan) ? undefined : actual;
  return (
    <>
      {test.message && <p class="test__message"><WithLines text={lineNamed(test.message, test.line)} onGoTo={onGoTo} /></p>}
      {test.hint && <p class="test__hint"><Icon name="hint" /><span>{withCode(test.hint)}</span></p>}
      {asRows && <RowDifference expected={failed ? expectedRows : undefined} actual={actualRows} />}
      {different && !asRows && !asPlan && Difference ? <Difference expected={expected} actual={actual} /> : (
        <>
          {failed && !asRows && expected !== undefined && <Text label="expected" text={expected} />}
          {gave !== undefined && <Text label={failed ? 'got' : 'gives'} text={gave} />}
        </>
      )}
      {asPlan && <PlanOfTest plan={plan} name={test.name} />}
      {different && !asPlan && test.path && <p class="meta">They first differ at <code>{test.path}</code>.</p>}
      {test.input !== undefined && <Text label="input" text={test.input} />}
      {test.stdout && !asRows && !asPlan && <Text label="printed" text={test.stdout} />}
      {test.hidden && <p class="meta">This test is hidden: it shows its name and whether it passes, not what it sends or expects.</p>}
      {test.status === 'skipped' && !test.message && <p class="meta">The program stopped before this test.</p>}
      {!test.hidden && test.status === 'passed' && test.input === undefined && actual === undefined && !test.stdout && <p class="meta">As expected.</p>}
    </>
  );
}

/** The message, with its line where it does not say it itself. */
function lineNamed(message: string, line: number | undefined): string {
  return line === undefined || message.includes(`line ${line}`) ? message : `${message} (line ${line})`;
}

/** Authors write code in a hint as Markdown does, between backticks. */
function withCode(text: string) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <div class="labelled">
      <span class="labelled__label">{label}</span>
      <ScrollText class="labelled__text" label={label} text={text} />
    </div>
  );
}

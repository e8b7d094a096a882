import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExerciseForLearner } from '../../../server/contract/exercise.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import { Icon } from '../icon.tsx';
import { verdictFacts } from '../verdict-mark.tsx';
import { WithLines, type GoTo } from './line-links.tsx';
import { Output, hasOutput } from './output.tsx';
import { useParts, type Parts } from './parts.ts';
import { isInFlight, isStale, type InFlight, type Outcome, type RunState } from './run-state.ts';
import { Tabs, type Tab } from './tabs.tsx';
import { PlacedTests, TestList } from './test-list.tsx';
import { placeTests, underWay } from './under-way.ts';
import { countPassed, verdictSentence } from './verdict.ts';

interface ResultsProps {
  state: RunState;
  /** The language that is open. */
  runtime: Runtime;
  exercise: Pick<ExerciseForLearner, 'limits' | 'tests'>;
  live: boolean;
  /** What a solved exercise says. */
  whenSolved: ComponentChildren;
  onCancel: () => void;
  onOpen: (runtime: Runtime) => void;
  /** Absent without a script. */
  onGoTo?: GoTo;
}

type ResultTab = 'tests' | 'output' | 'details';

/**
 * What the last run or submission came to, or what the one under way is doing. The server renders it for the form, the
 * island for itself. Both have their parts in the same places, so that nothing moves when the results come.
 */
export function Results({ state, runtime, exercise, live, whenSolved, onCancel, onOpen, onGoTo }: ResultsProps) {
  const [chosen, choose] = useState<ResultTab>('tests');
  const flight = isInFlight(state) && state.slow ? state : undefined;
  const { outcome, problem, news } = state;
  const stale = !flight && isStale(state);
  const shown = flight ? tabsUnderWay(flight, exercise) : outcome && tabsOf(outcome, exercise, stale ? undefined : onGoTo);
  return (
    <div class="results" tabIndex={-1}>
      {problem && <p class="notice notice--caution results__notice"><Icon name="caution" /><span>{problem}</span></p>}
      {news && (
        <p class="notice notice--information results__notice">
          <Icon name={verdictFacts[news.report.verdict].icon} /><span>{runtimeFacts[news.runtime].label}: {verdictSentence(news.report, news.action)}</span>
          <button type="button" class="button button--small" onClick={() => onOpen(news.runtime)}>Show</button>
        </p>
      )}
      {stale && (
        <p class="notice notice--caution results__notice"><Icon name="clock" /><span>These results are for earlier code.</span></p>
      )}
      {shown ? (
        <div class={stale ? 'results__body results__body--stale' : 'results__body'}>
          {flight && <UnderWay flight={flight} runtime={runtime} onCancel={onCancel} />}
          {!flight && outcome && (
            <Verdict report={outcome.report} action={outcome.action} hiddenTests={exercise.tests.filter(({ hidden }) => hidden).length} whenSolved={outcome.solved ? whenSolved : null} onGoTo={stale ? undefined : onGoTo} />
          )}
          <Tabs<ResultTab> name="results" label="Results" live={live} chosen={chosen} onChoose={choose} tabs={shown} />
        </div>
      ) : <Nothing />}
    </div>
  );
}

function tabsOf({ report, runtime }: Outcome, { limits }: ResultsProps['exercise'], onGoTo: GoTo | undefined): Tab<ResultTab>[] {
  return [
    {
      id: 'tests', heading: 'Tests',
      title: <>Tests <span class="tabular">{countPassed(report.tests)}</span></>,
      content: <TestList tests={report.tests} key={report.durationMs} onGoTo={onGoTo} />,
    },
    {
      id: 'output', heading: 'Output',
      title: <>Output{hasOutput(report) && <span class="tabs__dot"><span class="visually-hidden"> (not empty)</span></span>}</>,
      content: <Output report={report} fileName={runtimeFacts[runtime].fileName} onGoTo={onGoTo} />,
    },
    { id: 'details', heading: 'Details', title: 'Details', content: <Details report={report} runtime={runtime} limits={limits[runtime]} /> },
  ];
}

function Details(given: Parameters<NonNullable<Parts['Measures']>>[0]) {
  const { Measures } = useParts(false);
  return Measures ? <Measures {...given} /> : null;
}

function tabsUnderWay(flight: InFlight, { tests }: ResultsProps['exercise']): Tab<ResultTab>[] {
  const placed = placeTests(tests, flight);
  const passed = placed.filter(({ result }) => result?.status === 'passed').length;
  const later = (what: string) => <p class="results__nothing meta">{what} stands here when the program has ended.</p>;
  return [
    { id: 'tests', heading: 'Tests', title: <>Tests <span class="tabular">{passed}/{placed.length}</span></>, content: <PlacedTests tests={placed} /> },
    { id: 'output', heading: 'Output', title: 'Output', content: later('What the program prints') },
    { id: 'details', heading: 'Details', title: 'Details', content: later('What it needed') },
  ];
}

/** Not announced: a screen reader hears of the end, and the buttons say that something is going on. */
function UnderWay({ flight, runtime, onCancel }: { flight: InFlight; runtime: Runtime; onCancel: () => void }) {
  const other = flight.asked.runtime === runtime ? '' : `${runtimeFacts[flight.asked.runtime].label}: `;
  const { sentence, more, stop } = underWay(flight);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const own = button.current;
    // The focus must not get lost with the button it is on.
    return () => { if (own && document.activeElement === own) own.closest<HTMLElement>('.results')?.focus(); };
  }, []);
  return (
    <div class="verdict verdict--under-way">
      <p class="verdict__sentence"><span class="spinner" aria-hidden="true" /><strong>{other}{sentence}</strong></p>
      <p class="verdict__message">{more}</p>
      <button ref={button} type="button" class="button button--small verdict__stop" onClick={onCancel}>{stop}</button>
    </div>
  );
}

function Nothing() {
  return (
    <div class="results__nothing">
      <p>The results of each test will stand here.</p>
      <p class="meta"><strong>Run</strong> tries the visible tests and stores nothing. <strong>Submit</strong> tries all of them and counts.</p>
    </div>
  );
}

interface VerdictProps { report: RunReport; action: 'run' | 'submit'; hiddenTests: number; whenSolved: ComponentChildren; onGoTo: GoTo | undefined }

function Verdict({ report, action, hiddenTests, whenSolved, onGoTo }: VerdictProps) {
  const { icon, meaning } = verdictFacts[report.verdict];
  return (
    <div class={`verdict verdict--${meaning}`}>
      <p class="verdict__sentence"><Icon name={icon} /><strong><WithLines text={verdictSentence(report, action)} column={report.column} onGoTo={onGoTo} /></strong></p>
      {report.message && report.verdict !== 'failed' && <p class="verdict__message">{report.message}</p>}
      {report.verdict === 'passed' && action === 'run' && (
        <p class="verdict__message">
          {hiddenTests > 0 ? `Submit also tries ${hiddenTests === 1 ? 'the hidden test' : `the ${hiddenTests} hidden tests`}.` : 'Submit makes it count.'}
        </p>
      )}
      {report.advice && (
        <aside class="advice" aria-label="Advice">
          <h2 class="advice__title"><Icon name="hint" />{report.advice.title}</h2>
          <div class="prose prose--task" dangerouslySetInnerHTML={{ __html: report.advice.html }} />
        </aside>
      )}
      {whenSolved}
    </div>
  );
}

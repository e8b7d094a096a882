import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Limits } from '../../../server/contract/limits.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { Icon } from '../icon.tsx';
import { verdictFacts } from '../verdict-mark.tsx';
import { Measures } from './measures.tsx';
import { Output, hasOutput } from './output.tsx';
import type { RunState } from './run-state.ts';
import { Tabs } from './tabs.tsx';
import { TestList } from './test-list.tsx';
import { countPassed, verdictSentence } from './verdict.ts';

interface ResultsProps {
  state: RunState;
  limits: Limits;
  live: boolean;
  /** How many tests wait behind Submit. */
  hiddenTests: number;
  /** What a solved exercise says. */
  whenSolved: ComponentChildren;
  onCancel: () => void;
}

type ResultTab = 'tests' | 'output' | 'details';

/** What the last run or submission came to. The server renders it for the form, the island for itself. */
export function Results({ state, limits, live, hiddenTests, whenSolved, onCancel }: ResultsProps) {
  const [chosen, choose] = useState<ResultTab>('tests');
  const { outcome } = state;
  return (
    <div class="results">
      <Progress state={state} onCancel={onCancel} />
      {state.problem && <p class="notice notice--caution results__notice"><Icon name="caution" /><span>{state.problem}</span></p>}
      {state.phase === 'stale' && (
        <p class="notice notice--caution results__notice"><Icon name="clock" /><span>These results are for earlier code.</span></p>
      )}
      {outcome ? (
        <div class={state.phase === 'stale' ? 'results__body results__body--stale' : 'results__body'}>
          <Verdict report={outcome.report} action={outcome.action} hiddenTests={hiddenTests} whenSolved={outcome.solved ? whenSolved : null} />
          <Tabs<ResultTab>
            name="results" label="Results" live={live} chosen={chosen} onChoose={choose}
            tabs={[
              {
                id: 'tests', heading: 'Tests',
                title: <>Tests <span class="tabular">{countPassed(outcome.report.tests)}</span></>,
                content: <TestList tests={outcome.report.tests} key={outcome.report.durationMs} />,
              },
              {
                id: 'output', heading: 'Output',
                title: <>Output{hasOutput(outcome.report) && <span class="tabs__dot"><span class="visually-hidden"> (not empty)</span></span>}</>,
                content: <Output report={outcome.report} />,
              },
              { id: 'details', heading: 'Details', title: 'Details', content: <Measures report={outcome.report} runtime={outcome.runtime} limits={limits} /> },
            ]}
          />
        </div>
      ) : (state.phase === 'idle' && <Nothing />)}
    </div>
  );
}

function Progress({ state, onCancel }: { state: RunState; onCancel: () => void }) {
  if (state.phase !== 'running' && state.phase !== 'queued') return null;
  return (
    <div class="notice notice--information results__notice">
      <span class="spinner" aria-hidden="true" />
      <span>
        {state.phase === 'queued' ? `${state.why} Your code is tried again on its own.` : state.asked.action === 'submit' ? 'All tests are running…' : 'The visible tests are running…'}
      </span>
      <button type="button" class="button button--plain button--small results__cancel" onClick={onCancel}>Stop waiting</button>
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

interface VerdictProps { report: RunReport; action: 'run' | 'submit'; hiddenTests: number; whenSolved: ComponentChildren }

function Verdict({ report, action, hiddenTests, whenSolved }: VerdictProps) {
  const { icon, meaning } = verdictFacts[report.verdict];
  return (
    <div class={`verdict verdict--${meaning}`}>
      <p class="verdict__sentence"><Icon name={icon} /><strong>{verdictSentence(report, action)}</strong></p>
      {report.message && report.verdict !== 'failed' && <p class="verdict__message">{report.message}</p>}
      {report.verdict === 'passed' && action === 'run' && (
        <p class="verdict__message">
          {hiddenTests > 0 ? `Submit also tries ${hiddenTests === 1 ? 'the hidden test' : `the ${hiddenTests} hidden tests`}.` : 'Submit makes it count.'}
        </p>
      )}
      {report.advice && (
        <aside class="advice" aria-label="Advice">
          <h3 class="advice__title"><Icon name="hint" />{report.advice.title}</h3>
          <div class="prose prose--task" dangerouslySetInnerHTML={{ __html: report.advice.html }} />
        </aside>
      )}
      {whenSolved}
    </div>
  );
}

import type { RunReport } from '../../server/contract/report.ts';
import { Icon } from './icon.tsx';
import type { ResultSets } from './query/result-sets.tsx';
import { verdictFacts } from './verdict-mark.tsx';

/** What an example's answer needs of a run report. */
export type PlainReport = Pick<RunReport, 'verdict' | 'message' | 'line' | 'stdout' | 'stderr' | 'durationMs' | 'rows' | 'notices' | 'plan'>;

export type ExampleState =
  | { kind: 'nothing' }
  | { kind: 'running' }
  | { kind: 'refused'; title: string; detail: string }
  /** `ResultSets`: shows the answers of SQL, which then go before their text. */
  | { kind: 'done'; report: PlainReport; ResultSets?: typeof ResultSets | undefined };

/** Within a lesson, so that a loop that prints does not bury the prose. */
const LINES_SHOWN = 60;

/** What an example printed and how it ended. `stale`: the code was changed since. */
export function ExampleResult({ state, stale }: { state: ExampleState; stale: boolean }) {
  if (state.kind === 'nothing') return null;
  if (state.kind === 'running') return <p class="example__ending meta">Running…</p>;
  if (state.kind === 'refused') {
    return <p class="example__ending"><span class="state state--caution"><Icon name="caution" /> {state.title}</span> <span class="meta">{state.detail}</span></p>;
  }
  const { verdict, message, line, stdout, stderr, durationMs } = state.report;
  const { icon, meaning, word } = verdictFacts[verdict];
  const printed = [stdout, stderr].filter(Boolean).join('\n');
  const lines = printed.replace(/\n$/, '').split('\n');
  const text = (
    <>
      {printed !== '' && <pre class="example__output"><samp>{lines.slice(0, LINES_SHOWN).join('\n')}</samp></pre>}
      {lines.length > LINES_SHOWN && <p class="meta">And {(lines.length - LINES_SHOWN).toLocaleString('en')} more lines. The playground shows them all.</p>}
    </>
  );
  const { ResultSets, report } = state;
  return (
    <>
      {ResultSets && report.rows?.length ? <ResultSets report={report}>{text}</ResultSets> : text}
      {message && <p class="example__message mono">{line !== undefined && `Line ${line}: `}{message}</p>}
      <p class="example__ending">
        <span class={`state state--${meaning}`}><Icon name={icon} /> {verdict === 'passed' ? 'Finished' : word}</span>
        {printed === '' && !message && <span class="meta">It printed nothing.</span>}
        {stale && <span class="meta">You changed the code since.</span>}
        <span class="meta tabular example__duration">{Math.max(1, Math.round(durationMs))} ms</span>
      </p>
    </>
  );
}

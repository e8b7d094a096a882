import type { ComponentChildren } from 'preact';
import type { RunReport } from '../../../server/contract/report.ts';
import { Icon } from '../icon.tsx';
import { count } from './count.ts';
import { milliseconds } from './plan-text.ts';
import { PlanText, PlanTree } from './plan-tree.tsx';
import { explainedText, isExplained, readExplained } from './read-explained.ts';
import { readPlanJson } from './read-plan-json.ts';
import type { ResultRows } from './result-rows.ts';
import { ResultTable, rowsShown } from './result-table.tsx';
import { statementWords } from './statement-words.ts';

interface ResultSetsProps {
  report: Pick<RunReport, 'rows' | 'notices' | 'plan' | 'stderr'> & { tests?: RunReport['tests'] };
  /** The same as the program printed it. */
  children: ComponentChildren;
}

/** What Postgres says of a statement that failed; everything else on that stream is among the notices. */
const FAILURE = /^(?:ERROR|FATAL|PANIC):/m;

/** What each statement answered, one after the other: rows as tables, plans as trees, everything else in a sentence. */
export function ResultSets({ report: { rows = [], notices = [], plan, stderr, tests = [] }, children }: ResultSetsProps) {
  const failed = FAILURE.test(stderr);
  const test = tests.length > 1 ? tests.find(({ hidden }) => !hidden) : undefined;
  const leftOut = (rows[0]?.number ?? 1) - 1;
  const last = rows.findLast(isExplained);
  // What EXPLAIN itself answered is drawn where it stands; the plan that was measured beside it would be told twice.
  const measured = last && readExplained(last) ? undefined : readPlanJson(plan);
  return (
    <div class="result-sets">
      {test && <p class="meta">This is what your SQL answers in the test “{test.name}”.</p>}
      {leftOut > 0 && <p class="meta">The first {count(leftOut, 'result')} {leftOut === 1 ? 'is' : 'are'} left out. What they printed stands below, as text.</p>}
      {rows.map((result, index) => <ResultSet key={index} result={result} number={leftOut + index + 1} of={leftOut + rows.length} />)}
      {measured && (
        <figure class="result-set">
          <figcaption class="result-set__title"><strong>How Postgres runs your last query</strong> <span class="meta">measured with fresh statistics</span></figcaption>
          <PlanTree plan={measured} label="Plan of your last query" />
        </figure>
      )}
      {notices.length > 0 && (
        <ul class="result-notices" aria-label="Notices">
          {notices.map((notice, index) => <li key={index}><Icon name="information" /><span>{notice}</span></li>)}
        </ul>
      )}
      <details class="plan__twin" open={failed}>
        <summary>As text</summary>
        {children}
      </details>
    </div>
  );
}

function ResultSet({ result, number, of }: { result: ResultRows; number: number; of: number }) {
  const { command, columns, types, rows, rowCount, durationMs } = result;
  const name = of === 1 ? 'Result' : `Result ${number} of ${of}`;
  const words = statementWords(result);
  const time = durationMs !== undefined && <span class="meta tabular result-set__time">{milliseconds(durationMs)} ms</span>;
  const title = <><strong class="result-set__name">{name}</strong> {command && <code>{command}</code>}</>;
  if (columns.length === 0) return <p class="result-set result-set__title">{title} <span>{words}</span> {time}</p>;
  const plan = isExplained(result) ? readExplained(result) : undefined;
  return (
    <figure class="result-set">
      <figcaption class="result-set__title">{title} {!isExplained(result) && <span class="meta tabular">{[words, words === undefined || rowCount !== rows.length ? rowsShown(rows.length, rowCount) : ''].join(' ')}</span>} {time}</figcaption>
      {plan ? <PlanTree plan={plan} label={`Plan, ${name.toLowerCase()}`} text={explainedText(result)} />
        : isExplained(result) ? <PlanText label={`Plan, ${name.toLowerCase()}`} text={explainedText(result)} />
          : <ResultTable columns={columns} types={types} rows={rows} label={`${name}: ${rowsShown(rows.length, rowCount)}`} />}
    </figure>
  );
}

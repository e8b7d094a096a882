import { Icon } from '../icon.tsx';
import { ScrollBox } from '../scroll-box.tsx';
import { misjudged, ownMs, shareOf, type Plan, type PlanStep } from './plan.ts';
import { milliseconds, planText } from './plan-text.ts';
import { stepWords } from './plan-words.ts';

/** A plan as nested boxes: what each step reads, how many rows it was thought to give and gave, and which part of the time it took. */
export function PlanTree({ plan, label, text = planText(plan) }: { plan: Plan; label: string; /** The same as EXPLAIN wrote it. */ text?: string }) {
  const { root, summary } = plan;
  const measured = root.rounds !== undefined;
  return (
    <div class="plan">
      {(root.children.length > 0 || !measured) && (
        <p class="meta">
          {root.children.length > 0 && 'Each step takes its rows from the steps indented below it, so read from the deepest one upwards. '}
          {!measured && 'These are estimates: nothing was run. EXPLAIN (ANALYZE) measures.'}
        </p>
      )}
      <ScrollBox class="plan__scroll" label={label}><ul class="plan__steps"><Step step={root} root={root} /></ul></ScrollBox>
      {summary.length > 0 && <p class="meta tabular">{summary.map(([name, value]) => `${name}: ${value}`).join(' · ')}</p>}
      <details class="plan__twin">
        <summary>The plan as text</summary>
        <PlanText label={`${label}, as text`} text={text} />
      </details>
    </div>
  );
}

/** A plan as it was written. Its box takes the focus, so that a keyboard can scroll it. */
export function PlanText({ label, text }: { label: string; text: string }) {
  const focusable = { role: 'group', tabIndex: 0, 'aria-label': label } as const;
  return <pre class="plan__text" {...focusable}>{text}</pre>;
}

function Step({ step, root }: { step: PlanStep; root: PlanStep }) {
  const { name, role, index, source, details, children } = step;
  const share = shareOf(step, root);
  const does = stepWords(name);
  return (
    <li class="plan__step">
      <div class="plan__box">
        {role && <p class="meta">{role}</p>}
        <p class="plan__head"><strong>{name}</strong>{source && <> on <code>{source}</code></>}{index && <> using <code>{index}</code></>}</p>
        {does && <p class="meta">{does}</p>}
        <Rows step={step} />
        {share !== undefined && <Share share={share} ms={ownMs(step, root) ?? 0} />}
        {details.length > 0 && (
          <dl class="plan__details">
            {details.map(([what, value], at) => <div key={at}><dt>{what}</dt><dd><code>{value}</code></dd></div>)}
          </dl>
        )}
      </div>
      {children.length > 0 && <ul class="plan__steps">{children.map((child, at) => <Step key={at} step={child} root={root} />)}</ul>}
    </li>
  );
}

function Rows({ step }: { step: PlanStep }) {
  const { estimatedRows, actualRows, rounds } = step;
  const off = misjudged(step);
  if (rounds === 0) return <p class="plan__rows">never run{estimatedRows !== undefined && <>, <Figure value={estimatedRows} /> rows estimated</>}</p>;
  if (estimatedRows === undefined && actualRows === undefined) return null;
  return (
    <p class="plan__rows tabular">
      Rows: {estimatedRows !== undefined && <><Figure value={estimatedRows} /> estimated</>}
      {estimatedRows !== undefined && actualRows !== undefined && ', '}
      {actualRows !== undefined && <><Figure value={actualRows} /> came</>}
      {rounds !== undefined && rounds > 1 && ` in each of ${rounds.toLocaleString('en')} rounds`}
      {off !== undefined && <> <span class="badge badge--caution"><Icon name="caution" />{Math.round(Math.abs(off)).toLocaleString('en')} times {off > 0 ? 'more' : 'fewer'} than estimated</span></>}
    </p>
  );
}

function Figure({ value }: { value: number }) {
  return <strong>{value.toLocaleString('en', { maximumFractionDigits: 2 })}</strong>;
}

/** A policy that forbids style attributes leaves a picture's own attributes. */
function Share({ share, ms }: { share: number; ms: number }) {
  const percent = Math.round(share * 100);
  return (
    <p class="plan__share tabular">
      <svg class="plan__bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect class="plan__bar-ground" width="100" height="8" /><rect class="plan__bar-part" width={percent} height="8" />
      </svg>
      <span>{percent} % of the time, {milliseconds(ms)} ms</span>
    </p>
  );
}

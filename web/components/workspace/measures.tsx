import type { Limits } from '../../../server/contract/limits.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { runtimeFacts, type Runtime } from '../../../server/contract/runtimes.ts';
import { verdictFacts } from '../verdict-mark.tsx';
import { inDuration } from './verdict.ts';

/** The figures of a run beside the limits it had. */
export function Measures({ report, runtime, limits }: { report: RunReport; runtime: Runtime; limits?: Limits | undefined }) {
  const rows: [string, string][] = [
    ['Verdict', verdictFacts[report.verdict].word],
    ['Written in', runtimeFacts[runtime].label],
    ['Time', limits ? `${inDuration(report.durationMs)} of at most ${inDuration(limits.timeMs)}` : inDuration(report.durationMs)],
  ];
  if (report.memoryMb !== undefined) {
    const used = `${Math.round(report.memoryMb * 10) / 10} MB`;
    rows.push(['Memory', limits ? `${used} of at most ${limits.memoryMb} MB` : used]);
  }
  if (report.exitCode !== undefined) rows.push(['Exit code', String(report.exitCode)]);
  if (report.limit) rows.push(['Limit reached', `${report.limit.name}: ${report.limit.value} ${report.limit.unit}`]);
  if (report.line !== undefined) rows.push(['Stopped in', report.column === undefined ? `line ${report.line}` : `line ${report.line}, column ${report.column}`]);
  return (
    <dl class="measures">
      {rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd class="tabular">{value}</dd></div>)}
    </dl>
  );
}

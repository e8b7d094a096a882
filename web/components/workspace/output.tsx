import type { ComponentChildren } from 'preact';
import type { RunReport } from '../../../server/contract/report.ts';
import { WithLines, type GoTo } from './line-links.tsx';
import { useParts } from './parts.ts';
import { ScrollText } from './scroll-text.tsx';

export function hasOutput({ stdout, stderr }: RunReport): boolean {
  return stdout !== '' || stderr !== '';
}

/** What the program printed. */
export function Output({ report, fileName, onGoTo }: { report: RunReport; fileName: string; onGoTo?: GoTo }) {
  const { ResultSets } = useParts(report.rows?.length);
  if (!hasOutput(report)) {
    return <p class="results__nothing meta">The program printed nothing. Whatever it prints stands here.</p>;
  }
  const streams = (
    <>
      {report.stdout !== '' && <Stream label="Standard output" text={report.stdout} />}
      {report.stderr !== '' && <Stream label="Standard error" text={report.stderr} error><WithLines text={report.stderr} fileName={fileName} onGoTo={onGoTo} /></Stream>}
    </>
  );
  return <div class="output">{ResultSets && report.rows?.length ? <ResultSets report={report}>{streams}</ResultSets> : streams}</div>;
}

function Stream({ label, text, error = false, children }: { label: string; text: string; error?: boolean; children?: ComponentChildren }) {
  return (
    <figure class={error ? 'stream stream--error' : 'stream'}>
      <figcaption class="labelled__label">{label}</figcaption>
      <ScrollText class="stream__text" label={label} text={text}>{children}</ScrollText>
    </figure>
  );
}

import type { RunReport } from '../../../server/contract/report.ts';
import { ScrollText } from './scroll-text.tsx';

export function hasOutput({ stdout, stderr }: RunReport): boolean {
  return stdout !== '' || stderr !== '';
}

/** What the program printed. */
export function Output({ report }: { report: RunReport }) {
  if (!hasOutput(report)) {
    return <p class="results__nothing meta">The program printed nothing. What <code>console.log</code> and <code>console.error</code> print stands here.</p>;
  }
  return (
    <div class="output">
      {report.stdout !== '' && <Stream label="Standard output" text={report.stdout} />}
      {report.stderr !== '' && <Stream label="Standard error" text={report.stderr} error />}
    </div>
  );
}

function Stream({ label, text, error = false }: { label: string; text: string; error?: boolean }) {
  return (
    <figure class={error ? 'stream stream--error' : 'stream'}>
      <figcaption class="labelled__label">{label}</figcaption>
      <ScrollText class="stream__text" label={label} text={text} />
    </figure>
  );
}

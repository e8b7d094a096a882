// Runnable examples within a lesson: Run answers below the code instead of in the playground, Edit turns the code into
// a field. The list of headings follows the reading. The page does without this file.
import '../styles/query.css';
import { render } from 'preact';
import { paths } from '../../server/contract/paths.ts';
import { ExampleResult, type ExampleState, type PlainReport } from '../components/example-result.tsx';
import { problemOf } from './problem-answer.ts';
import { followReadingPlace } from './reading-place.ts';

const PATIENCE_MS = 30_000; // a run's longest time and a full queue ahead of it

followReadingPlace();
for (const form of document.querySelectorAll<HTMLFormElement>('[data-example]')) enliven(form);

function enliven(form: HTMLFormElement): void {
  const code = form.querySelector<HTMLTextAreaElement>('[data-example-code]');
  const shown = form.querySelector<HTMLElement>('[data-example-shown]');
  const result = form.querySelector<HTMLElement>('[data-example-result]');
  const run = form.querySelector<HTMLButtonElement>('[data-example-run]');
  const edit = form.querySelector<HTMLButtonElement>('[data-example-edit]');
  if (!code || !shown || !result || !run || !edit) return;
  const original = code.value;
  let ran: string | undefined;
  let state: ExampleState = { kind: 'nothing' };
  let latest = 0;

  const show = (next: ExampleState) => {
    state = next;
    render(<ExampleResult state={state} stale={ran !== undefined && ran !== code.value} />, result);
  };

  const start = async () => {
    const number = ++latest;
    ran = code.value;
    run.setAttribute('aria-disabled', 'true');
    show({ kind: 'running' });
    const fields = new FormData(form);
    const next = await askFor({ runtime: String(fields.get('runtime')), code: ran, ...(fields.has('dataset') ? { dataset: String(fields.get('dataset')) } : {}) });
    if (number !== latest) return;
    run.removeAttribute('aria-disabled');
    show(next);
  };

  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('data-example-open')) return;
    event.preventDefault();
    if (run.getAttribute('aria-disabled') !== 'true') void start();
  });

  edit.addEventListener('click', () => {
    const editing = code.hidden;
    code.hidden = !editing;
    shown.hidden = editing;
    for (const verb of edit.children) verb.toggleAttribute('hidden');
    if (editing) {
      fit(code);
      code.focus();
    } else {
      code.value = original;
      show(state);
    }
  });

  code.addEventListener('input', () => {
    fit(code);
    show(state);
  });
  code.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(run);
    }
  });
}

function fit(code: HTMLTextAreaElement): void {
  code.rows = code.value.split('\n').length;
}

async function askFor(program: { runtime: string; code: string; dataset?: string }): Promise<ExampleState> {
  try {
    const response = await fetch(paths.api.playgroundRuns(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(program),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) return { kind: 'refused', ...(await problemOf(response)) };
    const report: PlainReport = await response.json();
    // Without what shows rows as tables there is still the text of them.
    const parts = report.rows?.length ? await import('../components/query/parts.ts').catch(() => undefined) : undefined;
    return { kind: 'done', report, ResultSets: parts?.ResultSets };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      return { kind: 'refused', title: 'No answer yet', detail: `The server has not answered within ${PATIENCE_MS / 1000} seconds. Run it again in a moment.` };
    }
    return { kind: 'refused', title: 'The server cannot be reached', detail: 'Check your connection, then run it again.' };
  }
}

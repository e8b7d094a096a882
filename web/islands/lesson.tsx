// Runnable examples within a lesson: Run answers below the code instead of in the playground, Edit turns the code into
// a field. Everything else on the page works without this file.
import { render } from 'preact';
import { paths } from '../../server/contract/paths.ts';
import { ExampleResult, type ExampleState, type PlainReport } from '../components/example-result.tsx';
import { problemOf } from './problem-answer.ts';

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
    const next = await askFor(String(new FormData(form).get('runtime')), ran);
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
    if (code.hidden) {
      code.hidden = false;
      shown.hidden = true;
      edit.lastChild?.replaceWith(' Restore');
      fit(code);
      code.focus();
    } else {
      code.value = original;
      code.hidden = true;
      shown.hidden = false;
      edit.lastChild?.replaceWith(' Edit');
      show(state);
      edit.focus();
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

async function askFor(runtime: string, code: string): Promise<ExampleState> {
  try {
    const response = await fetch(paths.api.playgroundRuns(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ runtime, code }),
    });
    if (!response.ok) return { kind: 'refused', ...(await problemOf(response)) };
    const report: PlainReport = await response.json();
    return { kind: 'done', report };
  } catch {
    return { kind: 'refused', title: 'The server cannot be reached', detail: 'Check your connection, then run it again.' };
  }
}

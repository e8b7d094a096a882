import type { Frame, ProblemView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { addressOf } from '../components/next-step.ts';
import { Layout } from '../layout.tsx';

/** What to do next, by status; the title and the detail already say what happened. */
function advice(status: number): string {
  if (status === 404) return 'Check the address for a slip, or begin again from the map: lessons keep their addresses even when they move.';
  if (status === 429 || status === 503) return 'Wait a few seconds, then load this page again. Your code and progress are safe.';
  if (status >= 500) return 'The fault is on our side. Your code and progress are safe. Load this page again; if that does not help, go back to the map and try from there.';
  return 'Go back to the page you came from and try again from there.';
}

/** Says what happened and what to do; never more than the server wants to tell. */
export function ProblemPage({ frame, view }: { frame: Frame; view: ProblemView }) {
  const next = addressOf(frame.next);
  return (
    <Layout frame={frame}>
      <div class="page page--narrow problem">
        <p class="problem__status tabular">{view.status}</p>
        <h1>{view.title}</h1>
        <p class="problem__detail">{view.detail}</p>
        <p class="problem__advice">{advice(view.status)}</p>
        <div class="problem__actions">
          {view.status >= 429 && frame.path && <a class="button button--primary" href={frame.path}>Load again</a>}
          <a class={view.status >= 429 ? 'button' : 'button button--primary'} href={paths.home()}>See all tracks</a>
          {next && <a class="button" href={next}>Go on with {frame.next.title}</a>}
        </div>
      </div>
    </Layout>
  );
}

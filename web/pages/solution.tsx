import { runtimeFacts, type Runtime } from '../../server/contract/runtimes.ts';
import type { Frame, ShownSolution, SolutionView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { Breadcrumbs } from '../components/breadcrumbs.tsx';
import { Icon } from '../components/icon.tsx';
import { Markup } from '../components/markup.tsx';
import { Layout } from '../layout.tsx';

/** The solution in two languages side by side, each chosen by a link; in narrow windows one below the other. */
export function SolutionPage({ frame, view }: { frame: Frame; view: SolutionView }) {
  const { exercise, track, lesson, first, second, runtimes } = view;
  return (
    <Layout frame={frame}>
      <div class="page solutions">
        <Breadcrumbs trail={[{ title: track.title, href: paths.track(track.id) }, { title: lesson.title, href: paths.lesson(lesson.id) }]} here="Solution" />
        <header class="solutions__head">
          <div>
            <h1 class="solutions__title">{exercise.title}</h1>
            <p class="solutions__summary">
              {runtimes.length > 1
                ? 'The same exercise and the same tests in each language. See what stays and what changes.'
                : 'One way to write it. Yours may differ and be just as good.'}
            </p>
          </div>
          <a class="button" href={paths.exercise(exercise.id, { runtime: first.runtime })}><Icon name="previous" /> Back to the exercise</a>
        </header>
        <div class={second ? 'solutions__columns' : undefined}>
          <Column view={view} side="first" shown={first} addressOf={(runtime) => paths.solution(exercise.id, { runtime, beside: runtime === second?.runtime ? first.runtime : second?.runtime })} />
          {second && (
            <Column view={view} side="second" shown={second} addressOf={(beside) => (
              beside === first.runtime ? paths.solution(exercise.id, { runtime: second.runtime, beside }) : paths.solution(exercise.id, { runtime: first.runtime, beside })
            )} />
          )}
        </div>
      </div>
    </Layout>
  );
}

interface ColumnProps { view: SolutionView; side: 'first' | 'second'; shown: ShownSolution; addressOf: (runtime: Runtime) => string }

function Column({ view: { runtimes, solvedIn }, side, shown, addressOf }: ColumnProps) {
  const { label, fileName } = runtimeFacts[shown.runtime];
  return (
    <section class="solutions__column" aria-label={`Solution in ${label}`}>
      <header class="solutions__bar">
        {runtimes.length > 1 ? (
          <nav class="choices" aria-label={side === 'first' ? 'Language' : 'Language beside it'}>
            {runtimes.map((runtime) => (
              <a class="choices__one" key={runtime} href={addressOf(runtime)} aria-current={runtime === shown.runtime ? 'true' : undefined}>
                {runtimeFacts[runtime].label}
                {solvedIn.includes(runtime) && <><Icon name="solved" /><span class="visually-hidden"> (you solved it in this language)</span></>}
              </a>
            ))}
          </nav>
        ) : <span class="solutions__language">{label}</span>}
        <span class="meta mono solutions__file">{fileName}</span>
      </header>
      <div class="solutions__code"><Markup html={shown.html} /></div>
    </section>
  );
}

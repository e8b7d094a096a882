import type { Frame, HomeView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { CurriculumMap, MapLegend } from '../components/curriculum-map.tsx';
import { Icon } from '../components/icon.tsx';
import { addressOf, stepVerbs } from '../components/next-step.ts';
import { ProgressRing } from '../components/progress-ring.tsx';
import { Specimen } from '../components/specimen.tsx';
import { Layout } from '../layout.tsx';

/** What this is and where to begin; for someone who has begun, where they stand and where to go on. */
export function HomePage({ frame, view }: { frame: Frame; view: HomeView }) {
  return (
    <Layout frame={frame}>
      <div class="page home">
        {view.begun ? <WelcomeBack view={view} /> : <Introduction view={view} />}
        <section class="home__map" aria-labelledby="map">
          <div class="home__map-head">
            <h2 id="map">All tracks</h2>
            {view.tracks.length > 0 && <MapLegend />}
          </div>
          {view.tracks.length > 0
            ? <CurriculumMap tracks={view.tracks} />
            : <p class="empty">The tracks will be here as soon as the curriculum folder holds one. Until then, the <a href={paths.playground()}>playground</a> runs any program.</p>}
        </section>
      </div>
    </Layout>
  );
}

function Introduction({ view }: { view: HomeView }) {
  const address = addressOf(view.next);
  return (
    <section class="hero" aria-labelledby="hero">
      <div class="hero__words">
        <h1 id="hero" class="hero__title">Learn backend development by running it</h1>
        <p class="hero__text">Read a short lesson, write real code beside it, and see in milliseconds what your program does and why. Nothing to install and no sign-up.</p>
        <div class="hero__actions">
          {address && <a class="button button--primary button--large" href={address}>{stepVerbs[view.next.kind]} {view.next.title} <Icon name="next" /></a>}
          <a class="button button--large" href={paths.playground()}>Open the playground</a>
        </div>
      </div>
      <Specimen />
    </section>
  );
}

function WelcomeBack({ view }: { view: HomeView }) {
  const address = addressOf(view.next);
  const solved = view.tracks.reduce((sum, track) => sum + track.solved, 0);
  const total = view.tracks.reduce((sum, track) => sum + track.total, 0);
  return (
    <section class="standing" aria-labelledby="standing">
      <ProgressRing size="large" solved={solved} total={total} />
      <div class="standing__words">
        <h1 id="standing" class="standing__title">{view.next.kind === 'all-done' ? 'Every exercise is solved' : `${solved} of ${total} exercises solved`}</h1>
        <p class="standing__text">
          {view.next.kind === 'all-done'
            ? <>That was all there is for now. The <a href={paths.playground()}>playground</a> is a good place to build something of your own.</>
            : <>Next is <strong>{view.next.title}</strong>. What you have solved and started is on your <a href={paths.progress()}>progress page</a>.</>}
        </p>
      </div>
      {address && <a class="button button--primary button--large" href={address}>Go on <Icon name="next" /></a>}
    </section>
  );
}

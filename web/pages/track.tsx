import type { Frame, LessonCard, TrackView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { Breadcrumbs } from '../components/breadcrumbs.tsx';
import { exercisesSolved } from '../components/curriculum-map.tsx';
import { Icon } from '../components/icon.tsx';
import { ProgressRing } from '../components/progress-ring.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { Layout } from '../layout.tsx';

/** A track's modules and lessons, with what the learner has done of each. */
export function TrackPage({ frame, view: { track } }: { frame: Frame; view: TrackView }) {
  const goOn = track.modules.flatMap((module) => module.lessons).find((lesson) => lesson.state !== 'solved');
  const minutes = track.modules.flatMap((module) => module.lessons).reduce((sum, lesson) => sum + lesson.minutes, 0);
  return (
    <Layout frame={frame}>
      <div class="page page--narrow track">
        <Breadcrumbs trail={[{ title: 'All tracks', href: paths.home() }]} here={track.title} />
        <header class="track__head">
          <ProgressRing size="large" solved={track.solved} total={track.total} />
          <div class="track__words">
            <h1>{track.title}</h1>
            <p class="track__summary">{track.summary}</p>
            <p class="meta tabular">{exercisesSolved(track)} · about {duration(minutes)} in all</p>
          </div>
          {goOn && (
            <a class="button button--primary" href={paths.lesson(goOn.id)}>
              <span>{track.state === 'untouched' ? 'Begin' : 'Go on'}<span class="visually-hidden"> with {goOn.title}</span></span>
              <Icon name="next" />
            </a>
          )}
        </header>
        {track.modules.map((module) => (
          <section class="track__module" aria-labelledby={`module-${module.id}`}>
            <h2 id={`module-${module.id}`}>{module.title}</h2>
            <p class="track__module-summary">{module.summary}</p>
            <ol class="lesson-list">
              {module.lessons.map((lesson) => <LessonRow lesson={lesson} />)}
            </ol>
          </section>
        ))}
        {track.modules.length === 0 && <p class="empty">This track holds no lessons yet. They appear here as soon as its folder does.</p>}
      </div>
    </Layout>
  );
}

function LessonRow({ lesson }: { lesson: LessonCard }) {
  return (
    <li class="lesson-row">
      <div class="lesson-row__words">
        <h3 class="lesson-row__title"><a href={paths.lesson(lesson.id)}>{lesson.title}</a></h3>
        <p class="lesson-row__summary">{lesson.summary}</p>
      </div>
      <dl class="lesson-row__facts">
        <div><dt class="visually-hidden">State</dt><dd><StateMark state={lesson.state} /></dd></div>
        {lesson.total > 0 && <div><dt class="visually-hidden">Exercises solved</dt><dd class="tabular">{lesson.solved} of {lesson.total}</dd></div>}
        <div><dt class="visually-hidden">Time</dt><dd class="tabular">{lesson.minutes} min</dd></div>
      </dl>
    </li>
  );
}

/** 95 → "1 h 35 min" */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

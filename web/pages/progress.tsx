import type { Progress, ProgressState } from '../../server/contract/api.ts';
import type { Frame, ProgressView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { runtimeFacts } from '../../server/contract/runtimes.ts';
import { Icon } from '../components/icon.tsx';
import { languageNames } from '../components/languages.tsx';
import { addressOf } from '../components/next-step.ts';
import { ProgressRing } from '../components/progress-ring.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { TimeAgo } from '../components/time-ago.tsx';
import { VerdictMark } from '../components/verdict-mark.tsx';
import { Layout } from '../layout.tsx';

/** What is untouched, started and solved, what was submitted lately, and where to go on. */
export function ProgressPage({ frame, view: { progress, guest } }: { frame: Frame; view: ProgressView }) {
  const { exercises, next, recent, retired, tracks } = progress;
  const begun = exercises.started + exercises.solved + recent.length + retired.length > 0;
  const address = addressOf(next);
  return (
    <Layout frame={frame}>
      <div class="page progress">
        <header class="standing">
          <ProgressRing size="large" solved={exercises.solved} started={exercises.started} total={exercises.total} />
          <div class="standing__words">
            <h1 class="standing__title">Your progress</h1>
            <p class="standing__text tabular">
              {begun
                ? <><strong>{exercises.solved}</strong> of {exercises.total} exercises solved, <strong>{exercises.started}</strong> started, {exercises.total - exercises.solved - exercises.started} untouched.</>
                : <>Nothing here yet: {exercises.total} {exercises.total === 1 ? 'exercise is' : 'exercises are'} waiting.</>}
            </p>
          </div>
          {address && <a class="button button--primary button--large" href={address}>{begun ? 'Go on' : 'Begin'} with {next.title} <Icon name="next" /></a>}
        </header>
        {guest && (
          <p class="notice notice--information">
            <Icon name="information" />
            <span>You learn as a guest. Your progress is kept for this browser: it is there when you come back with it, and gone if you clear its cookies.</span>
          </p>
        )}
        <div class="progress__columns">
          <section class="progress__tracks" aria-labelledby="by-track">
            <h2 id="by-track">Tracks</h2>
            {tracks.map((track) => <TrackProgress track={track} />)}
            {tracks.length === 0 && <p class="empty">Each track will be here with its lessons as soon as the curriculum holds one.</p>}
          </section>
          <section class="progress__recent" aria-labelledby="recent">
            <h2 id="recent">Recent submissions</h2>
            {recent.length > 0
              ? <ol class="submissions">{recent.map((submission) => <RecentSubmission submission={submission} />)}</ol>
              : (
                <div class="empty">
                  <p>Every submission you make will be listed here with its verdict, so that you can open its code again.</p>
                  {address && <p><a href={address}>Open {next.title}</a>, write a few lines and press Submit.</p>}
                </div>
              )}
            <Retired retired={retired} />
          </section>
        </div>
      </div>
    </Layout>
  );
}

function TrackProgress({ track }: { track: Progress['tracks'][number] }) {
  return (
    <section class="track-progress card" aria-labelledby={`progress-${track.id}`}>
      <header class="track-progress__head">
        <ProgressRing solved={track.solved} started={track.started} total={track.total} />
        <h3 class="track-progress__title" id={`progress-${track.id}`}><a href={paths.track(track.id)}>{track.title}</a></h3>
        <StateMark state={track.state} />
        <span class="track-progress__count meta tabular">{track.solved} of {track.total}<span class="visually-hidden"> exercises solved</span></span>
      </header>
      {track.state !== 'untouched' && modulesOf(track).map((module) => <ModuleProgress module={module} alone={module.lessons.length === track.lessons.length} />)}
    </section>
  );
}

type LessonProgress = Progress['tracks'][number]['lessons'][number];
interface ModuleTally { id: string; title: string; lessons: LessonProgress[]; solved: number; total: number; state: ProgressState }

/** Consecutive lessons of the same module, with what they come to together. */
function modulesOf({ lessons }: Progress['tracks'][number]): ModuleTally[] {
  return [...new Map(lessons.map(({ module }) => [module.id, module])).values()].map(({ id, title }) => {
    const own = lessons.filter(({ module }) => module.id === id);
    const solved = own.reduce((sum, lesson) => sum + lesson.solved, 0);
    const total = own.reduce((sum, lesson) => sum + lesson.total, 0);
    const untouched = own.every(({ state }) => state === 'untouched');
    return { id, title, lessons: own, solved, total, state: untouched ? 'untouched' : solved === total ? 'solved' : 'started' };
  });
}

/** What is untouched is one line, so that the page shows what was done and not all that there is. */
function ModuleProgress({ module, alone }: { module: ModuleTally; alone: boolean }) {
  return (
    <>
      {!alone && (
        <div class="module-progress">
          <h4 class="module-progress__title">{module.title}</h4>
          <StateMark state={module.state} />
          <span class="meta tabular">{module.solved} of {module.total}<span class="visually-hidden"> exercises solved</span></span>
        </div>
      )}
      {(alone || module.state !== 'untouched') && (
        <ul class="track-progress__lessons">
          {module.lessons.map((lesson) => <LessonRow lesson={lesson} />)}
        </ul>
      )}
    </>
  );
}

function LessonRow({ lesson }: { lesson: LessonProgress }) {
  return (
    <li class="lesson-progress">
      <div class="lesson-progress__head">
        <a class="lesson-progress__title" href={paths.lesson(lesson.id)}>{lesson.title}</a>
        <StateMark state={lesson.state} />
        <span class="meta tabular">{lesson.solved} of {lesson.total}<span class="visually-hidden"> exercises solved</span></span>
      </div>
      {lesson.state !== 'untouched' && (
        <ul class="lesson-progress__exercises">
          {lesson.exercises.map((exercise) => (
            <li class="exercise-progress">
              <StateMark state={exercise.state} wordHidden />
              <a class="exercise-progress__title" href={paths.exercise(exercise.id)}>{exercise.title}</a>
              <span class="exercise-progress__facts meta tabular">
                {exercise.solvedAt && <>solved <TimeAgo at={exercise.solvedAt} />{exercise.runtimes.length > 1 && ` in ${languageNames(exercise.solvedIn)}`}{exercise.attempts > 1 && ', '}</>}
                {(exercise.attempts > 1 || (exercise.attempts > 0 && !exercise.solvedAt)) && `${exercise.attempts} ${exercise.attempts === 1 ? 'attempt' : 'attempts'}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function RecentSubmission({ submission }: { submission: Progress['recent'][number] }) {
  return (
    <li class="submission">
      <div class="submission__words">
        <a class="submission__title" href={paths.exercise(submission.exerciseId, { submission: submission.id })}>
          {submission.exerciseTitle}<span class="visually-hidden">: open this submission's code again</span>
        </a>
        <span class="meta">{runtimeFacts[submission.runtime].label}, <TimeAgo at={submission.createdAt} /></span>
      </div>
      <VerdictMark verdict={submission.verdict} />
    </li>
  );
}

function Retired({ retired }: Pick<Progress, 'retired'>) {
  if (retired.length === 0) return null;
  return (
    <section class="retired" aria-labelledby="retired">
      <h3 id="retired">Solved, and since taken out of the curriculum</h3>
      <p class="meta">They stay yours.</p>
      <ul class="retired__list">
        {retired.map((exercise) => <li><StateMark state="solved" wordHidden /> <span class="mono">{exercise.exerciseId}</span> <span class="meta">solved <TimeAgo at={exercise.solvedAt} /></span></li>)}
      </ul>
    </section>
  );
}

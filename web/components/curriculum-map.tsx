import type { LessonCard, ModuleCard, TrackCard } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { Icon } from './icon.tsx';
import { ProgressRing } from './progress-ring.tsx';
import { stateWords } from './state-mark.tsx';

/**
 * All tracks as the drawing of a foundation: below the ground line, a module is a course and a lesson is a stone, wider
 * when it takes longer; dashed while it is only drawn, filled as far as its exercises are solved. The picture is the list
 * itself, so every stone also says its state, time and figures to a screen reader, in the order they are laid.
 */
export function CurriculumMap({ tracks }: { tracks: TrackCard[] }) {
  return (
    <div class="map">
      {tracks.map((track) => (
        <section class="map__track" aria-labelledby={`map-${track.id}`}>
          <header class="map__head">
            <ProgressRing solved={track.solved} total={track.total} />
            <div class="map__words">
              <h3 class="map__title" id={`map-${track.id}`}><a href={paths.track(track.id)}>{track.title}</a></h3>
              <p class="map__summary">{track.summary}</p>
            </div>
            <p class="map__count tabular">{exercisesSolved(track)}</p>
          </header>
          <ul class="wall">
            {track.modules.map((module) => <Course module={module} />)}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Course({ module }: { module: ModuleCard }) {
  return (
    <li class="course">
      <p class="course__name">{module.title}</p>
      <ol class="course__stones">
        {module.lessons.map((lesson) => <Stone lesson={lesson} />)}
      </ol>
    </li>
  );
}

function Stone({ lesson }: { lesson: LessonCard }) {
  const share = lesson.total === 0 ? 0 : (lesson.solved / lesson.total) * 100;
  return (
    <li class="stone" data-state={lesson.state} data-length={lengthOf(lesson.minutes)}>
      <a class="stone__link" href={paths.lesson(lesson.id)}>
        <svg class="stone__fill" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect width={lesson.state === 'solved' ? 100 : share} height="1" />
        </svg>
        <Icon name={lesson.state} />
        <span class="stone__title">{lesson.title}</span>
        <span class="visually-hidden">. {stateWords[lesson.state]}, </span>
        <span class="stone__facts tabular">
          {lesson.total > 0 && <>{lesson.solved} of {lesson.total}<span class="visually-hidden"> exercises solved,</span> <span aria-hidden="true">· </span></>}
          {lesson.minutes} min
        </span>
      </a>
    </li>
  );
}

/** How wide a stone is beside its neighbours; a class of lengths, since a style attribute is not allowed. */
function lengthOf(minutes: number): 'short' | 'medium' | 'long' {
  if (minutes < 30) return 'short';
  return minutes < 60 ? 'medium' : 'long';
}

export function exercisesSolved({ solved, total }: { solved: number; total: number }): string {
  return `${solved} of ${total} ${total === 1 ? 'exercise' : 'exercises'} solved`;
}

/** What the pictures of the map mean, in words. */
export function MapLegend() {
  return (
    <ul class="legend">
      {(['untouched', 'started', 'solved'] as const).map((state) => (
        <li class="legend__item" data-state={state}><Icon name={state} /> {stateWords[state]}</li>
      ))}
    </ul>
  );
}

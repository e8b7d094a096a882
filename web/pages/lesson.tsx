import type { LessonBlock } from '../../server/contract/exercise.ts';
import type { Frame, LessonView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { Breadcrumbs } from '../components/breadcrumbs.tsx';
import { Example } from '../components/example.tsx';
import { ExerciseCardView } from '../components/exercise-card.tsx';
import { Icon } from '../components/icon.tsx';
import { PageIcon } from '../components/page-icon.tsx';
import { LessonNav } from '../components/lesson-nav.tsx';
import { Markup } from '../components/markup.tsx';
import { QuizView } from '../components/quiz.tsx';
import { Layout } from '../layout.tsx';

/** A lesson: the module's lessons at the left, prose with its exercises, quizzes and examples in the middle, headings at the right. */
export function LessonPage({ frame, view }: { frame: Frame; view: LessonView }) {
  const { lesson, module, track } = view;
  const position = module.lessons.findIndex((each) => each.id === lesson.id) + 1;
  return (
    <Layout frame={frame}>
      <div class="lesson">
        <LessonNav module={module} currentId={lesson.id} />
        <article class="lesson__article">
          <header class="lesson__head">
            <Breadcrumbs trail={[{ title: track.title, href: paths.track(track.id) }]} here={module.title} />
            <h1 class="lesson__title">{lesson.title}</h1>
            <p class="lesson__summary">{lesson.summary}</p>
            <p class="meta lesson__facts tabular">
              <span>Lesson {position} of {module.lessons.length}</span>
              <span>About {lesson.minutes} min</span>
              <Prerequisites prerequisites={view.prerequisites} />
            </p>
          </header>
          <div class="prose">
            {view.blocks.map((block) => <Block block={block} view={view} />)}
          </div>
          <Neighbours view={view} />
        </article>
        {view.headings.length > 1 && (
          <nav class="on-this-page" aria-labelledby="on-this-page">
            <p class="on-this-page__title" id="on-this-page">On this page</p>
            <ul>
              {view.headings.map((heading) => (
                <li class={`on-this-page__item on-this-page__item--${heading.depth}`}><a href={paths.lesson(lesson.id, heading.id)}>{heading.text}</a></li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </Layout>
  );
}

function Block({ block, view }: { block: LessonBlock; view: LessonView }) {
  switch (block.kind) {
    case 'html':
      return <Markup class="prose__block" html={block.html} />;
    case 'exercise': {
      const exercise = view.exercises[block.exerciseId];
      return exercise ? <ExerciseCardView exercise={exercise} /> : null;
    }
    case 'quiz':
      return <QuizView quiz={block.quiz} />;
    case 'example':
      return <Example example={block} />;
  }
}

function Prerequisites({ prerequisites }: Pick<LessonView, 'prerequisites'>) {
  if (prerequisites.length === 0) return null;
  return (
    <span>
      Builds on {prerequisites.map(({ id, title }, index) => <>{index > 0 && (index === prerequisites.length - 1 ? ' and ' : ', ')}<a href={paths.lesson(id)}>{title}</a></>)}
    </span>
  );
}

function Neighbours({ view: { previous, next, track } }: { view: LessonView }) {
  return (
    <nav class="neighbours" aria-label="Previous and next lesson">
      {previous && (
        <a class="neighbour" rel="prev" href={paths.lesson(previous.id)}>
          <span class="neighbour__way"><Icon name="previous" /> Previous</span>
          <span class="neighbour__title">{previous.title}</span>
        </a>
      )}
      {next ? (
        <a class="neighbour neighbour--next" rel="next" href={paths.lesson(next.id)}>
          <span class="neighbour__way">Next <Icon name="next" /></span>
          <span class="neighbour__title">{next.title}</span>
        </a>
      ) : (
        <a class="neighbour neighbour--next" href={paths.track(track.id)}>
          <span class="neighbour__way">The last lesson here <PageIcon name="home" /></span>
          <span class="neighbour__title">All of {track.title}</span>
        </a>
      )}
    </nav>
  );
}

import type { LessonView } from '../../server/contract/views.ts';
import { paths } from '../../server/contract/paths.ts';
import { Icon } from './icon.tsx';
import { stateWords } from './state-mark.tsx';

/** The module's lessons with their state: a column beside the prose on wide windows, a row of stones above it on narrow ones. */
export function LessonNav({ module, currentId }: { module: LessonView['module']; currentId: string }) {
  return (
    <nav class="lesson-nav" aria-labelledby="lesson-nav">
      <p class="lesson-nav__module" id="lesson-nav">{module.title}</p>
      <ol class="lesson-nav__list">
        {module.lessons.map((lesson) => (
          <li class="lesson-nav__item" data-state={lesson.state}>
            <a class="lesson-nav__link" href={paths.lesson(lesson.id)} aria-current={lesson.id === currentId ? 'page' : undefined}>
              <Icon name={lesson.state} />
              <span class="lesson-nav__title">{lesson.title}</span>
              <span class="visually-hidden">, {stateWords[lesson.state]}</span>
              {lesson.total > 0 && <span class="lesson-nav__count tabular" aria-hidden="true">{lesson.solved}/{lesson.total}</span>}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

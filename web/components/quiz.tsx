import type { Quiz } from '../../server/contract/exercise.ts';
import { Icon } from './icon.tsx';
import { Markup } from './markup.tsx';

/**
 * A question whose answers explain themselves as soon as they are chosen. It needs no script: the style sheet shows the
 * explanation of whatever is checked (`:has(:checked)`), and islands/site.ts says it aloud.
 */
export function QuizView({ quiz }: { quiz: Quiz }) {
  const several = quiz.options.filter((option) => option.correct).length > 1;
  return (
    <fieldset class="quiz" aria-labelledby={`quiz-${quiz.id}`}>
      <p class="quiz__kind"><Icon name="hint" /> Question</p>
      <div id={`quiz-${quiz.id}`}><Markup class="quiz__question" html={quiz.questionHtml} /></div>
      {several && <p class="quiz__several meta">More than one answer is right.</p>}
      {quiz.options.map((option, index) => {
        const id = `quiz-${quiz.id}-${index + 1}`;
        return (
          <div class="quiz__option" data-quiz-option data-correct={option.correct ? 'yes' : 'no'}>
            <label class="quiz__label" for={id}>
              <input class="quiz__input" type={several ? 'checkbox' : 'radio'} id={id} name={`quiz-${quiz.id}`} value={index + 1} autocomplete="off" />
              <Markup inline class="quiz__answer" html={option.html} />
            </label>
            <div class="quiz__explanation" data-quiz-explanation>
              <span class={option.correct ? 'state state--passed' : 'state state--failed'}>
                <Icon name={option.correct ? 'passed' : 'failed'} /> {option.correct ? 'Correct.' : 'Not this one.'}
              </span>{' '}
              <Markup class="quiz__why" html={option.explanationHtml} />
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}

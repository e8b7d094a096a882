import type { LessonBlock } from '../../server/contract/exercise.ts';
import { paths } from '../../server/contract/paths.ts';
import { runtimeFacts } from '../../server/contract/runtimes.ts';
import { Icon } from './icon.tsx';
import { PageIcon } from './page-icon.tsx';
import { Markup } from './markup.tsx';

/**
 * A program within the prose that can be run. Without a script the form takes it to the playground and runs it there;
 * islands/lesson.tsx runs it in place and lets the learner change it. The textarea's text begins with a line break of
 * ours, because the parser drops the first one (HTML Standard, 13.2.6.4.7).
 */
export function Example({ example: { runtime, code, html, dataset } }: { example: Extract<LessonBlock, { kind: 'example' }> }) {
  const language = runtimeFacts[runtime].label;
  return (
    <form class="example" method="post" action={paths.playground()} data-example>
      <input type="hidden" name="runtime" value={runtime} />
      {dataset !== undefined && <input type="hidden" name="dataset" value={dataset} />}
      <div class="example__bar">
        <span class="example__language">{language}{dataset !== undefined && <> on <code>{dataset.slice(dataset.indexOf('/') + 1)}</code></>}</span>
        <span class="example__actions">
          <button class="button button--plain button--small" name="action" value="open" data-example-open><span class="example__long">Open in the playground</span><span class="example__short">Playground</span></button>
          <button class="button button--plain button--small needs-script" type="button" data-example-edit>
            <span class="example__verb"><PageIcon name="pencil" /> Edit</span>
            <span class="example__verb" hidden><Icon name="reset" /> Restore</span>
          </button>
          <button class="button button--small" name="action" value="run" data-example-run><Icon name="play" /> Run</button>
        </span>
      </div>
      <div class="example__code" data-example-shown><Markup html={html} /></div>
      <textarea class="example__editor code" name="code" rows={code.split('\n').length} spellcheck={false} autocomplete="off" autocapitalize="off" aria-label={`${language} example, editable`} hidden data-example-code>{`\n${code}`}</textarea>
      <div class="example__result" aria-live="polite" data-example-result />
    </form>
  );
}

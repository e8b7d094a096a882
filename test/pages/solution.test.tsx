import { describe, expect, test } from 'vitest';
import { render } from 'preact-render-to-string';
import { paths } from '../../server/contract/paths.ts';
import type { Runtime } from '../../server/contract/runtimes.ts';
import type { SolutionView } from '../../server/contract/views.ts';
import { SolutionPage } from '../../web/pages/solution.tsx';
import { frame } from './fixtures.ts';
import { tagsOf, textOf } from './markup.ts';

const shown = (runtime: Runtime) => ({ runtime, html: `<pre class="code" tabindex="0"><code>in ${runtime}</code></pre>` });
const view: SolutionView = {
  exercise: { id: 'shelf', title: 'A shelf' }, track: { id: 'apis', title: 'APIs' }, lesson: { id: 'json', title: 'JSON' },
  first: shown('python'), second: shown('php'), runtimes: ['typescript', 'python', 'php'], solvedIn: ['python'],
};

/** The addresses of a column's languages. */
function choices(html: string): (string | undefined)[] {
  return tagsOf(html).filter((tag) => tag.attributes.class === 'choices__one').map((tag) => tag.attributes.href?.replaceAll('&amp;', '&'));
}

describe('the solution page', () => {
  const html = render(<SolutionPage frame={frame} view={view} />);

  test('shows two languages, and marks those that the learner solved it in', () => {
    expect(textOf(html)).toContain('in python');
    expect(textOf(html)).toContain('in php');
    expect(textOf(html).match(/you solved it in this language/g)).toHaveLength(2);
  });

  test('lets each column change by a link; choosing the other column’s language makes them change places', () => {
    expect(choices(html)).toEqual([
      paths.solution('shelf', { runtime: 'typescript', beside: 'php' }), paths.solution('shelf', { runtime: 'python', beside: 'php' }), paths.solution('shelf', { runtime: 'php', beside: 'python' }),
      paths.solution('shelf', { runtime: 'python', beside: 'typescript' }), paths.solution('shelf', { runtime: 'php', beside: 'python' }), paths.solution('shelf', { runtime: 'python', beside: 'php' }),
    ]);
  });

  test('leads back to the exercise in the first language', () => {
    expect(tagsOf(html).some((tag) => tag.attributes.href === paths.exercise('shelf', { runtime: 'python' }))).toBe(true);
  });

  test('of an exercise in one language has nothing to choose', () => {
    const single = render(<SolutionPage frame={frame} view={{ ...view, second: undefined, runtimes: ['python'] }} />);
    expect(choices(single)).toEqual([]);
    expect(textOf(single)).toContain('One way to write it.');
  });
});

import { runtimeFacts, type Runtime } from '../../server/contract/runtimes.ts';
import { Icon } from './icon.tsx';

/** The languages of an exercise; where there are several, each that it was solved in has a mark. */
export function Languages({ runtimes, solvedIn }: { runtimes: Runtime[]; solvedIn: Runtime[] }) {
  const marked = runtimes.length > 1;
  return (
    <span class="languages">
      {runtimes.map((runtime, index) => (
        <span class="languages__one" key={runtime}>
          {marked && solvedIn.includes(runtime) && <SolvedMark />}{runtimeFacts[runtime].label}{index < runtimes.length - 1 && ','}
        </span>
      ))}
    </span>
  );
}

export function SolvedMark() {
  return <span class="solved-mark"><Icon name="solved" /><span class="visually-hidden">solved in </span></span>;
}

/** "TypeScript, Python and PHP" */
export function languageNames(runtimes: readonly Runtime[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(runtimes.map((runtime) => runtimeFacts[runtime].label));
}

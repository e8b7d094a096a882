import { diffLines, diffWordsWithSpace } from 'diff';

/** Longer texts, or texts of several lines, are compared line by line. */
const SHORT = 120;
/** Beyond this many edits the two texts have little in common, and marking every difference explains nothing. */
const MOST_EDITS = 400;

interface Part { text: string; side: 'both' | 'expected' | 'actual' }

/** Expected and actual, with what differs marked by a sign or an underline besides its colour. */
export function Difference({ expected, actual }: { expected: string; actual: string }) {
  const long = expected.includes('\n') || actual.includes('\n') || expected.length > SHORT || actual.length > SHORT;
  const lines = long ? partsOf(diffLines(ended(expected), ended(actual), { maxEditLength: MOST_EDITS })) : undefined;
  if (lines) return <LineDifference parts={lines} />;
  const words = partsOf(long ? undefined : diffWordsWithSpace(expected, actual, { maxEditLength: MOST_EDITS }));
  const common = words?.some(({ side }) => side === 'both') ?? false;
  return (
    <dl class="difference">
      <div class="difference__row difference__row--expected">
        <dt>expected</dt>
        <dd><Side text={expected} parts={common ? words : undefined} side="expected" /></dd>
      </div>
      <div class="difference__row difference__row--actual">
        <dt>got</dt>
        <dd><Side text={actual} parts={common ? words : undefined} side="actual" /></dd>
      </div>
    </dl>
  );
}

function Side({ text, parts, side }: { text: string; parts: Part[] | undefined; side: 'expected' | 'actual' }) {
  if (text === '') return <span class="difference__nothing">nothing</span>;
  if (!parts) return <code>{text}</code>;
  return (
    <code>
      {parts.filter((part) => part.side === 'both' || part.side === side).map((part) => (part.side === 'both' ? part.text : <mark>{part.text}</mark>))}
    </code>
  );
}

// It scrolls, so a keyboard must reach it.
const focusable = { role: 'group', tabIndex: 0, 'aria-label': 'Expected and actual text, line by line' } as const;

const signs = { both: ' ', expected: '−', actual: '+' } as const;
const signWords = { both: '', expected: 'expected: ', actual: 'got: ' } as const;

function LineDifference({ parts }: { parts: Part[] }) {
  return (
    <figure class="line-difference">
      <figcaption class="meta"><span class="line-difference__key--expected">− expected</span> <span class="line-difference__key--actual">+ got</span></figcaption>
      <pre {...focusable}>
        {parts.flatMap((part, index) => part.text.replace(/\n$/, '').split('\n').map((line, number) => (
          <span key={`${index}.${number}`} class={`line-difference__line line-difference__line--${part.side}`}>
            <span aria-hidden="true" class="line-difference__sign">{signs[part.side]}</span>
            {part.side !== 'both' && <span class="visually-hidden">{signWords[part.side]}</span>}
            {line || ' '}
          </span>
        )))}
      </pre>
    </figure>
  );
}

function partsOf(changes: { value: string; added: boolean; removed: boolean }[] | undefined): Part[] | undefined {
  return changes?.map(({ value, added, removed }) => ({ text: value, side: added ? 'actual' : removed ? 'expected' : 'both' }));
}

/** A missing last newline is not a difference that a learner can see. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

import { Icon } from '../icon.tsx';
import { Ago } from './ago.tsx';
import type { DraftStatus, OtherVersion } from './draft-sync.ts';

/** Where the learner's code is kept just now. Only trouble is announced; "Saved" after every pause would be chatter. */
export function DraftLine({ status }: { status: DraftStatus }) {
  const trouble = status.kind === 'offline' || status.kind === 'refused';
  return (
    <span class={trouble ? 'draft-line draft-line--trouble' : 'draft-line'}>
      {trouble && <Icon name="caution" />}
      {trouble ? <output>{words(status)}</output> : <span>{words(status)}</span>}
    </span>
  );
}

function words(status: DraftStatus) {
  switch (status.kind) {
    case 'untouched': return '';
    case 'saving': return 'Saving…';
    case 'reading': return 'An earlier submission; your own code is kept';
    case 'saved': return <>Saved <Ago at={status.at} /></>;
    case 'offline': return 'Offline: kept in this browser, will be sent';
    case 'refused': return `Not saved: ${status.sentence} It is kept in this browser.`;
  }
}

interface OtherVersionsProps { others: OtherVersion[]; onTake: (other: OtherVersion) => void; onDismiss: (other: OtherVersion) => void }

/** Code that lost to newer code, still to be had. */
export function OtherVersions({ others, onTake, onDismiss }: OtherVersionsProps) {
  return (
    <>
      {others.map((other) => (
        <div key={other.at + other.from} class="notice notice--caution other-version">
          <Icon name="caution" />
          <div>
            {other.from === 'browser'
              ? <p>The editor shows newer code that was saved elsewhere. This browser also keeps code from <Ago at={other.at} />.</p>
              : <p>The editor shows what you typed in this browser. Different code was saved elsewhere <Ago at={other.at} />.</p>}
            <p class="other-version__actions">
              <button type="button" class="button button--small" onClick={() => onTake(other)}>
                {other.from === 'browser' ? 'Use this browser’s version' : 'Use the saved version'}
              </button>
              <button type="button" class="button button--small" onClick={() => onDismiss(other)}>
                {other.from === 'browser' ? 'Keep the saved one' : 'Keep this browser’s version'}
              </button>
            </p>
          </div>
        </div>
      ))}
    </>
  );
}

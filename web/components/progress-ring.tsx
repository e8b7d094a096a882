/**
 * How much of something is solved, as a ring. It is a picture beside words: whoever places it also writes the figure.
 * Lengths are attributes of the path, since a strict content security policy allows no inline style.
 */
export function ProgressRing({ solved, started = 0, total, size = 'medium' }: { solved: number; started?: number; total: number; size?: 'small' | 'medium' | 'large' }) {
  const share = (count: number) => (total === 0 ? 0 : Math.min(100, (count / total) * 100));
  return (
    <svg class={`ring ring--${size}`} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <circle class="ring__track" cx="20" cy="20" r="17" />
      {started > 0 && <circle class="ring__started" cx="20" cy="20" r="17" pathLength={100} stroke-dasharray={`${share(solved + started)} 100`} transform="rotate(-90 20 20)" />}
      {solved > 0 && <circle class="ring__solved" cx="20" cy="20" r="17" pathLength={100} stroke-dasharray={`${share(solved)} 100`} transform="rotate(-90 20 20)" />}
      {total > 0 && solved >= total && <path class="ring__check" d="m13.5 20.5 4.5 4.5 8.5-9.5" />}
    </svg>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { exactTime, relativeTime } from '../../relative-time.ts';

/** Like TimeAgo, for what a script draws: it keeps itself current, and counts seconds while they are few. */
export function Ago({ at }: { at: string }) {
  const [now, setNow] = useState<number>();
  const moment = Date.parse(at);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, [at]);
  return (
    <time datetime={at} title={exactTime(moment, now === undefined ? 'UTC' : undefined)}>{inWords(moment, now ?? Date.now())}</time>
  );
}

function inWords(moment: number, now: number): string {
  const seconds = Math.floor((now - moment) / 1_000);
  return seconds >= 1 && seconds < 60 ? `${seconds} s ago` : relativeTime(moment, now);
}

import { callback, Harness, type Isolate } from '../../isolate.ts';

const GLOBAL = '__groundwork';

export interface Realm {
  harness: Harness<'begin' | 'runCase' | 'startOver' | 'dump' | 'askHere' | 'askAbout'>;
  /** Gives the context its way out; `take` gets what is printed. Nothing finds the harness after it. */
  begin(take: (kind: string, text: string) => void, outputBytes: number): void;
}

/** A context of the snapshot, ready for a script. */
export function openRealm(isolate: Isolate): Realm {
  const context = isolate.openContext();
  const harness: Realm['harness'] = new Harness(context, GLOBAL);
  return {
    harness,
    begin(take, outputBytes) {
      const ask = (question: string, ...details: string[]): string | void => (question === 'take' ? take(details[0]!, details[1]!) : '');
      harness.call('begin', [callback(take, { wait: false }), callback(ask, { wait: true }), outputBytes]);
    },
  };
}

import { readFileSync, writeFileSync } from 'node:fs';
import { makeSnapshot } from './isolate.ts';

// Run by prepare.ts in a process of its own, because it needs --no-node-snapshot: source file in, snapshot file out.
const [, , source, snapshot] = process.argv;

/** What nearly every run does: a call that returns, one that throws. */
const WARM_UP = `
  const { begin, loaded, isLoaded, start, turn, abandon } = __groundwork;
  const inputs = ['returns', 'throws'].map((name) => ({ kind: 'call', function: name, args: [[1, 'two', null, true], { $: 'object', entries: [['key', 1.5]] }] }));
  const exports = { returns: (list, object) => [list, object, undefined], throws: () => { throw new TypeError('no'); } };
  begin(() => {}, () => '', 1000, JSON.stringify(inputs), true);
  loaded(exports);
  begin(() => {}, () => '', 1000, JSON.stringify(inputs), false);
  loaded(exports);
  if (isLoaded()) start(0);
  turn();
  abandon();
  if (typeof setTimeout === 'function') {
    console.log('text', 1);
    setTimeout(() => {}, 0);
    turn();
    turn();
  }
`;

writeFileSync(snapshot!, makeSnapshot(readFileSync(source!, 'utf8'), WARM_UP, 'groundwork:inside'));

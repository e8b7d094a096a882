import { readFileSync, writeFileSync } from 'node:fs';
import { makeSnapshot } from './isolate.ts';

// Run by prepare/javascript.ts in a process of its own, because it needs --no-node-snapshot: source file in, snapshot file out.
const [, , source, snapshot] = process.argv;

/**
 * What nearly every run does: calls with lists and objects that return some. What is compiled here takes time whenever the snapshot is
 * opened, and what is not takes more, but only in the runs that call it. (Measured: the ways of errors are better left out.)
 */
const WARM_UP = `
  const { begin, loaded, loadFormatter } = __groundwork;
  const inputs = [{ kind: 'call', function: 'work', args: [[1, 'two', null, true], { $: 'object', entries: [['key', 1.5]] }] }];
  begin(() => {}, () => '', 1000, JSON.stringify(inputs), true);
  loaded({ work: (list, object) => [list, object] });
  if (typeof console === 'object' && typeof setTimeout === 'function') {
    console.log('text', 1, [1, 'text'], { key: true });
    loadFormatter();
    console.log(new Map([['key', 1]]), new (class Thing { field = 'text'; })());
  }
`;

writeFileSync(snapshot!, makeSnapshot(readFileSync(source!, 'utf8'), WARM_UP, 'groundwork:inside'));

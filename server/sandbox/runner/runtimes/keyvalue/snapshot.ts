import { readFileSync, writeFileSync } from 'node:fs';
import { makeSnapshot } from '../../isolate.ts';
import { WARM_UP } from './warm-up.ts';

// Run by prepare/keyvalue.ts in a process of its own, because it needs --no-node-snapshot: source file in, snapshot file out.
const [, , source, snapshot] = process.argv;

writeFileSync(snapshot!, makeSnapshot(readFileSync(source!, 'utf8'), WARM_UP, 'groundwork:keyvalue'));

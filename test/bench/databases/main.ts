import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMissed, table } from '../figures.ts';
import { measureJudge } from './judge.ts';
import { measureIsolates, measureMemory, measureSql } from './runs.ts';

// `npm run bench:databases -- --rounds 25 --runs 200`: what SQL, documents and key-value cost here, in two to three minutes. Ratios
// hold within one table.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' }, runs: { type: 'string', default: '200' } } });
const [rounds, runs] = [Number(values.rounds), Number(values.runs)];
if (!Number.isInteger(rounds) || !Number.isInteger(runs) || rounds < 1 || runs < 10) throw new Error('--rounds takes a whole number from 1, --runs one from 10');

const [loadBefore = 0] = loadavg();
const figures = [...measureJudge(rounds), ...await measureSql(rounds), ...await measureIsolates(runs), ...await measureMemory(Math.ceil(runs / 4))];
const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}, load ${loadBefore.toFixed(1)} before it began`;
const text = ['# What `npm run bench:databases` measured', '', `On a machine with ${machine}; ${rounds} rounds with SQL, ${runs} runs of the others. Ratios hold within this table only.`, '', table(figures), ''].join('\n');
await writeFile(fileURLToPath(new URL('../RESULTS-DATABASES.md', import.meta.url)), text);
console.log(text);
if (figures.some(isMissed)) process.exitCode = 1;

import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMissed, table } from '../figures.ts';
import { measureHeavy, measureMemory, measureSmall } from './figures.ts';

// `npm run bench:languages -- --rounds 15 --runs 500`: what Python and PHP cost here. Ratios and differences hold within one table.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, runs: { type: 'string', default: '500' } } });
const [rounds, runs] = [Number(values.rounds), Number(values.runs)];
if (!Number.isInteger(rounds) || !Number.isInteger(runs) || rounds < 1 || runs < 10) throw new Error('--rounds takes a whole number from 1, --runs one from 10');

const [loadBefore = 0] = loadavg();
const figures = [...await measureSmall(rounds), ...await measureHeavy(Math.min(rounds, 5)), ...await measureMemory(runs)];
const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Node ${process.versions.node}, load ${loadBefore.toFixed(1)} before it began`;
const text = ['# What `npm run bench:languages` measured', '', `On a machine with ${machine}; ${rounds} rounds, ${runs} runs for the memory. Ratios and differences hold within this table only.`, '', table(figures), ''].join('\n');
await writeFile(fileURLToPath(new URL('../RESULTS-LANGUAGES.md', import.meta.url)), text);
console.log(text);
if (figures.some(isMissed)) process.exitCode = 1;

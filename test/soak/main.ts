import { parseArgs } from 'node:util';
import { fullSizes, type Scenario, type Sizes, smallSizes } from './scenario.ts';
import { Site } from './site.ts';

// npm run soak: what takes longer than a test may. Every size is a flag (--rounds 40); --small is what every change goes through;
// names of scenarios run only those.

const scenarios: Record<string, () => Promise<Scenario>> = {
  'kill-rounds': async () => (await import('./kill-rounds.ts')).killRounds,
  'kill-runners': async () => (await import('./kill-runners.ts')).killRunners,
  'database': async () => (await import('./database.ts')).stopDatabase,
  'leak-sandbox': async () => (await import('./leak.ts')).leakOfSandbox,
  'leak-server': async () => (await import('./leak.ts')).leakOfServer,
  'hostile': async () => {
    const { hostileScenario } = await import('../sandbox/hostile/scenario.ts');
    return ({ repeats, together }) => hostileScenario({ repeats, together, folders: ['programs'] });
  },
  'hostile-languages': async () => {
    const { hostileScenario } = await import('../sandbox/hostile/scenario.ts');
    return ({ 'language-repeats': repeats, together }) => hostileScenario({ repeats, together, folders: ['python-programs', 'php-programs'] });
  },
  'class': async () => (await import('./class.ts')).classOfLearners,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false }, ...Object.fromEntries(Object.keys(fullSizes).map((name) => [name, { type: 'string' as const }])) },
});
const given = Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, Number(value)] as const] : []));
const sizes: Sizes = { ...(values.small ? smallSizes : fullSizes), ...Object.fromEntries(given) };
const unknown = positionals.filter((name) => !Object.hasOwn(scenarios, name));
if (unknown.length > 0 || given.some(([, size]) => !(size > 0))) {
  console.error(`npm run soak -- [--small] [${Object.keys(fullSizes).map((name) => `--${name} N`).join('] [')}] [${Object.keys(scenarios).join('|')} …]`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void Site.clearAll().finally(() => process.exit(1)); });

const rows: string[] = [];
let failed = 0;
/** What `npm run test:languages` has just done once needs no second time in the gate. */
const usual = Object.keys(scenarios).filter((name) => !values.small || name !== 'hostile-languages');
for (const name of positionals.length > 0 ? positionals : usual) {
  const startedAt = performance.now();
  const { figures, problems } = await scenarios[name]!().then((run) => run(sizes)).catch((error: unknown) => ({
    figures: [], problems: [error instanceof Error ? error.stack ?? error.message : String(error)],
  }));
  if (problems.length > 0) failed += 1;
  const verdict = problems.length === 0 ? 'pass' : 'FAIL';
  console.log(`${name} … ${verdict}`);
  const lines = [...figures, ...problems.map((problem) => `! ${problem}`)];
  rows.push(`${name.padEnd(18)}${verdict.padEnd(6)}${`${Math.round((performance.now() - startedAt) / 1000)} s`.padStart(6)}  ${lines.join(`\n${' '.repeat(32)}`)}`);
}
console.log(`\n${'scenario'.padEnd(18)}${'end'.padEnd(6)}${'time'.padStart(6)}  what was seen\n${rows.join('\n')}`);
process.exit(failed === 0 ? 0 : 1);

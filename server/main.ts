import { fileURLToPath } from 'node:url';
import { readEnv } from './env.ts';
import { StartProblem } from './errors.ts';
import type { RunningServer } from './start.ts';

// What Ctrl-C, `kill` and npm send. The first asks for an orderly end (also while the server still starts), the second
// for one at once.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const ECHO_MS = 300; // Ctrl-C under npm arrives twice at once: from the terminal, and handed on by npm

const webAssets = fileURLToPath(new URL('../dist/web', import.meta.url));

let server: RunningServer | undefined;
let askedAt: number | undefined;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      void stop();
    } else if (performance.now() - askedAt > ECHO_MS) {
      server?.abandon();
      process.exit(1);
    }
  });
}

try {
  const settings = readEnv(process.env);
  const { startServer } = await import('./start.ts'); // a second's worth of modules, which a wrong variable need not wait for
  server = await startServer(settings, webAssets);
  if (askedAt !== undefined) await stop();
  console.log(`Groundwork is ready at ${server.address}`);
} catch (error) {
  fail(error);
}

async function stop(): Promise<void> {
  if (!server) return; // it is stopped as soon as it has started
  await server.stop().catch(fail);
  process.exit(0);
}

function fail(error: unknown): never {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exit(1);
}

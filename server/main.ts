import { fileURLToPath } from 'node:url';
import { isUnavailable } from './database/unavailable.ts';
import { readEnv } from './env.ts';
import { StartProblem } from './errors.ts';
import { asSentences, openLog, standardOutput } from './logging/log.ts';
import type { RunningServer } from './start.ts';

// What Ctrl-C, `kill` and npm send. The first asks for an orderly end (also while the server still starts), the second
// for one at once.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const STOP_MS = 5_000; // by then even a start that hangs is over
const ECHO_MS = 300; // Ctrl-C under npm arrives twice at once: from the terminal, and handed on by npm

const webAssets = fileURLToPath(new URL('../dist/web', import.meta.url));

let server: RunningServer | undefined;
let askedAt: number | undefined;

for (const signal of SIGNALS) {
  process.on(signal, () => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      console.log('Groundwork is stopping; what is being run may finish.');
      setTimeout(end, STOP_MS).unref();
      void stop();
    } else if (performance.now() - askedAt > ECHO_MS) {
      end();
    }
  });
}

try {
  const settings = readEnv(process.env);
  // A person gets sentences, whatever collects lines gets JSON. What a start or a stop has to say is a sentence for both.
  const log = openLog(settings.logLevel, process.stdout.isTTY ? asSentences(process.stdout) : standardOutput());
  // Node's own last words would print the error as it is, and a failed query's with what a learner wrote.
  process.on('uncaughtException', (error) => {
    if (isUnavailable(error)) {
      // A database that restarts now and then breaks a connection that postgres.js no longer listens to. Queries on it are given up by their own clocks.
      log.error({ err: error }, 'a connection broke that nobody listened to any more');
      return;
    }
    log.fatal({ err: error }, 'an error that nothing was prepared for; the server ends');
    end();
  });
  const { startServer } = await import('./start.ts'); // a second's worth of modules, which a wrong variable need not wait for
  server = await startServer(settings, webAssets, log);
  if (askedAt !== undefined) await stop();
  console.log(`Groundwork is ready at ${server.address}`);
} catch (error) {
  fail(error);
}

/** At once, with whatever is still open. */
function end(): never {
  server?.abandon();
  process.exit(1);
}

async function stop(): Promise<void> {
  if (!server) return; // it is stopped as soon as it has started
  await server.stop().catch(fail);
  console.log('Groundwork has stopped.');
  process.exit(0);
}

function fail(error: unknown): never {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exit(1);
}

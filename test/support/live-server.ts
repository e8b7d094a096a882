import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LiveServer {
  url: string;
  dataDir: string;
  /** What the server printed so far. */
  output(): string;
  /** Ends the server with SIGTERM and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/**
 * Starts the real program as `npm start` does, in a process of its own, and waits until it serves pages.
 * @param dataDir kept when given; else a temporary folder that `remove` deletes.
 */
export async function startLiveServer(options: { dataDir?: string; env?: Record<string, string> } = {}): Promise<LiveServer> {
  const dataDir = options.dataDir ?? await mkdtemp(join(tmpdir(), 'groundwork-e2e-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DATA_DIR: dataDir, RUNNERS: '2', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.stdout.on('data', (chunk) => { output += chunk; });
  child.stderr.on('data', (chunk) => { output += chunk; });
  const url = `http://localhost:${port}`;
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    return (await exited)[0];
  };
  const until = Date.now() + 60_000;
  while (true) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
    if (Date.now() > until) throw new Error(`the server answered nothing for a minute:\n${output}`);
    const ready = await fetch(`${url}/readyz`).then((response) => response.ok, () => false);
    if (ready) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url, dataDir, stop,
    output: () => output,
    remove: async () => {
      if (child.exitCode === null) await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where CI is set, a missing server is a failure, not a reason to pass the comparison over. */
const REQUIRED = process.env['CI'] === 'true' || process.env['REQUIRE_REDIS'] === 'true';
const START_MS = 5_000;
const POLL_MS = 10;
/** What redis-cli adds to a reply that took half a second or more. */
const TOOK_LONG = /^\(\d+\.\d\ds\)\n/gm;

/** The version of the installed redis-server, or why there is nothing to compare with. Throws where one is required. */
export function findRedis(): { version: string } | { missing: string } {
  try {
    const [, version = ''] = /v=(\d+\.\d+\.\d+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' })) ?? [];
    execFileSync('redis-cli', ['--version']);
    if (version.startsWith('7.0.')) return { version };
    return unless(`redis-server ${version} is installed, and what is compared is 7.0`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return unless('redis-server and redis-cli are not installed (apt-get install redis-server)');
  }
}

function unless(missing: string): { missing: string } {
  if (REQUIRED) throw new Error(`${missing}, and the comparison with it is required here.`);
  console.warn(`Not compared with a real Redis: ${missing}.`);
  return { missing };
}

/** A real redis-server of its own, reached by a socket in an empty folder; nothing is saved. */
export class RealRedis {
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));
  readonly #socket = join(this.#folder, 'socket');
  readonly #server = spawn('redis-server', ['--port', '0', '--unixsocket', this.#socket, '--dir', this.#folder, '--save', '', '--appendonly', 'no', '--enable-debug-command', 'yes'], { stdio: 'ignore' });

  async start(): Promise<this> {
    for (const deadline = Date.now() + START_MS; !existsSync(this.#socket); await sleep(POLL_MS)) {
      if (Date.now() > deadline || this.#server.exitCode !== null) throw new Error('redis-server did not start');
    }
    return this;
  }

  /** What redis-cli prints, as at a terminal, when these lines are typed into it. */
  async print(lines: string): Promise<string> {
    const client = spawn('redis-cli', ['-s', this.#socket, '--no-raw'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let printed = '';
    client.stdout.setEncoding('utf8').on('data', (text: string) => void (printed += text));
    client.stdin.end(lines);
    const [code] = await once(client, 'close') as [number];
    if (code !== 0) throw new Error(`redis-cli ended with ${code}: ${printed.slice(-500)}`);
    return printed.replaceAll(TOOK_LONG, '');
  }

  async stop(): Promise<void> {
    if (this.#server.exitCode === null) {
      this.#server.kill('SIGKILL');
      await once(this.#server, 'close');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

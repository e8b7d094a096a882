import { fileURLToPath } from 'node:url';
import type { Runtime } from '../../../server/contract/runtimes.ts';
import { paths } from '../../../server/contract/paths.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { type LiveServer, startLiveServer } from '../../support/live-server.ts';
import { Connection } from '../connection.ts';

const curriculumDir = fileURLToPath(new URL('./curriculum', import.meta.url));

/** What is sent to an exercise, and what must come back: so many passed tests. */
export interface Work { exerciseId: string; runtime: Runtime; code: string; tests: number }

/** A server closes a connection on which nothing was asked for five seconds; before that, a new one is opened. */
const IDLE_MS = 2_000;

/** A real server over the bench's exercises, and one learner's kept-open connection to it. */
export class Site {
  readonly #server: LiveServer;
  readonly #cookie: string;
  #connection: Connection;
  #lastUse = performance.now();

  private constructor(server: LiveServer, cookie: string) {
    this.#server = server;
    this.#connection = new Connection(server.url);
    this.#cookie = cookie;
  }

  static async start(env: Record<string, string>): Promise<Site> {
    const server = await startLiveServer({ env: { CURRICULUM_DIR: curriculumDir, RUNS_PER_MINUTE: '0', ...env } });
    const body = JSON.stringify({ runtime: 'javascript', code: '' });
    const response = await fetch(server.url + paths.api.submissions('bench-sum'), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.text();
    return new Site(server, response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; '));
  }

  async close(): Promise<void> {
    this.#connection.close();
    await this.#server.remove();
  }

  /** @returns milliseconds as the learner waits them. Throws when not every test is passed: that would be no measurement. */
  async ask(how: 'submissions' | 'runs', { exerciseId, runtime, code, tests }: Work): Promise<number> {
    if (performance.now() - this.#lastUse > IDLE_MS) {
      this.#connection.close();
      this.#connection = new Connection(this.#server.url);
    }
    const request = this.#connection.request('POST', paths.api[how](exerciseId), { 'content-type': 'application/json', cookie: this.#cookie }, JSON.stringify({ runtime, code }));
    const started = performance.now();
    const answer = await this.#connection.ask(request);
    this.#lastUse = performance.now();
    const waited = this.#lastUse - started;
    const report = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Partial<RunReport>;
    if (report.verdict !== 'passed' || report.tests?.length !== tests) throw new Error(`${exerciseId} was answered ${answer.slice(0, 2_000)}`);
    return waited;
  }

  /** How many runs of a language found an instance ready, and for how many one had to be made, since the server started. */
  async instances(runtime: Runtime): Promise<{ ready: number; made: number }> {
    const metrics = await (await fetch(`${this.#server.url}/metrics`)).text();
    const figure = (ready: string): number => Number(new RegExp(`groundwork_instances_total\\{runtime="${runtime}",ready="${ready}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
    return { ready: figure('yes'), made: figure('no') };
  }
}

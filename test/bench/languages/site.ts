import { paths } from '../../../server/contract/paths.ts';
import type { RunReport } from '../../../server/contract/report.ts';
import { type LiveServer, startLiveServer } from '../../support/live-server.ts';
import { Connection } from '../connection.ts';
import type { Language } from './programs.ts';

/** A real server and one learner's kept-open connection to it. */
export class Site {
  readonly #server: LiveServer;
  readonly #connection: Connection;

  private constructor(server: LiveServer) {
    this.#server = server;
    this.#connection = new Connection(server.url);
  }

  static async start(env: Record<string, string>): Promise<Site> {
    return new Site(await startLiveServer({ env: { RUNS_PER_MINUTE: '0', ...env } }));
  }

  async close(): Promise<void> {
    this.#connection.close();
    await this.#server.remove();
  }

  /** One program through the general door. @returns milliseconds as the learner waits them, and as the report has them */
  async run(runtime: Language, code: string, stdin: string, expected: string): Promise<{ waited: number; inside: number }> {
    const body = JSON.stringify({ runtime, code, stdin });
    const request = this.#connection.request('POST', paths.api.playgroundRuns(), { 'content-type': 'application/json' }, body);
    const started = performance.now();
    const answer = await this.#connection.ask(request);
    const waited = performance.now() - started;
    const report = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as RunReport;
    if (report.verdict !== 'passed' || report.stdout !== expected) throw new Error(`${runtime} was answered ${answer.slice(0, 2_000)}`);
    return { waited, inside: report.durationMs };
  }

  /** A submission by a learner of its own, as one of many that come at once. */
  async comeAndRun(runtime: Language, code: string, stdin: string): Promise<void> {
    const response = await fetch(this.#server.url + paths.api.playgroundRuns(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ runtime, code, stdin }) });
    const report = await response.json() as RunReport;
    if (report.verdict !== 'passed') throw new Error(`${response.status}: ${JSON.stringify(report).slice(0, 500)}`);
  }

  /** How many runs of a language found an instance ready, and for how many one had to be made, since the server started. */
  async instances(runtime: Language): Promise<{ ready: number; made: number }> {
    const metrics = await (await fetch(`${this.#server.url}/metrics`)).text();
    const figure = (ready: string): number => Number(new RegExp(`groundwork_instances_total\\{runtime="${runtime}",ready="${ready}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
    return { ready: figure('yes'), made: figure('no') };
  }
}

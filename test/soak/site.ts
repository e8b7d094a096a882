import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServerProcess, type ServerProcess } from '../support/server-process.ts';
import { familyOf, type Identity, leftOf } from './processes.ts';

/** The real server over a data folder of its own, through all its lives; remembers every process it ever had. */
export class Site {
  static readonly #open = new Set<Site>();
  readonly dataDir: string;
  readonly #runners: number;
  readonly #family = new Map<string, Identity>();
  #server: ServerProcess | undefined;
  #url = '';
  #stopped = false;

  private constructor(dataDir: string, runners: number) {
    this.dataDir = dataDir;
    this.#runners = runners;
  }

  /** Opens a site for as long as `work` takes; `work` ends it with `stop`. */
  static async use<Result>(work: (site: Site) => Promise<Result>, runners = 2): Promise<Result> {
    const site = new Site(await mkdtemp(join(tmpdir(), 'groundwork-soak-')), runners);
    Site.#open.add(site);
    try {
      await site.start();
      return await work(site);
    } finally {
      Site.#open.delete(site);
      if (!site.#stopped) await site.#clear();
    }
  }

  get url(): string { return this.#url; }

  get pid(): number { return this.#running.pid; }

  get output(): string { return this.#running.output(); }

  get #running(): ServerProcess {
    if (!this.#server) throw new Error('the server has not been started');
    return this.#server;
  }

  /** Starts it without waiting. */
  begin(): void {
    this.#server = startServerProcess({ PORT: '0', DATA_DIR: this.dataDir, RUNNERS: String(this.#runners), RUNS_PER_MINUTE: '0' });
  }

  /** Starts it and waits until it takes requests. */
  async start(): Promise<void> {
    this.begin();
    this.#url = await this.#running.ready();
  }

  /** Ends the server alone, as the kernel does when memory runs out; its runners and its Postgres have to cope. */
  async kill(): Promise<void> {
    await this.#remember();
    this.#running.kill('SIGKILL');
    await this.#running.exit();
  }

  /** The runners, by pid. */
  async runners(): Promise<number[]> {
    return (await familyOf(this.pid)).filter(({ command }) => command.includes('runner/main.ts')).map(({ pid }) => pid);
  }

  /** Postgres and everything it started, itself first. It outlives a killed server, so its own file says which it is. */
  async postgres(): Promise<number[]> {
    const pid = Number((await readFile(join(this.dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
    return [pid, ...(await familyOf(pid)).map((one) => one.pid)];
  }

  /** When the whole program is asked to end. */
  static async clearAll(): Promise<void> {
    await Promise.all([...Site.#open].map((site) => site.#clear()));
  }

  /** For an end that nobody planned: kills what is left of every life, and takes the data away. */
  async #clear(): Promise<void> {
    await this.#remember().catch(() => undefined);
    this.#server?.kill('SIGKILL');
    for (const { pid } of await leftOf([...this.#family.values()], 1_000)) process.kill(pid, 'SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async ready(withinMs: number): Promise<number | undefined> {
    const startedAt = performance.now();
    while (performance.now() - startedAt < withinMs) {
      const good = await fetch(`${this.#url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(({ ok }) => ok, () => false);
      if (good) return performance.now() - startedAt;
      await sleep(100);
    }
    return undefined;
  }

  /** Asks it to end, as an operator does, and says what is left of it and of its earlier lives. */
  async stop(): Promise<string[]> {
    await this.#remember();
    this.#running.kill('SIGTERM');
    const code = await this.#running.exit();
    this.#stopped = true;
    const left = await leftOf([...this.#family.values()]);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true });
    // The server writes a line for every error of its own.
    const errors = [...new Set(this.output.match(/^.*\bfailed$\n.*$/gm))].slice(0, 3).map((text) => `the server logged: ${text}`);
    return [...errors, ...(code === 0 ? [] : [`the server ended with ${code}: ${this.output.slice(-500)}`]), ...left.map(({ pid, command }) => `left behind: ${pid} ${command.slice(0, 120)}`)];
  }

  async #remember(): Promise<void> {
    const postgres = await this.postgres().catch(() => []);
    const families = await Promise.all([this.pid, ...postgres.slice(0, 1)].map(familyOf));
    for (const one of families.flat()) this.#family.set(`${one.pid} ${one.startedAt}`, one);
  }
}

import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RunReport } from '../contract/report.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { Sandbox, SandboxStats } from '../contract/sandbox.ts';

const RUN_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const MEGABYTE = 1024 * 1024;

/**
 * What an operator can watch, named after Prometheus's conventions. Every label has a fixed set of values (routes by their
 * pattern), so that nobody outside can make series. Each app has its own registry, so that two in one process (tests)
 * do not share figures.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #runs = this.#counter('runs_total', 'Executions that ended, by what they were for.', ['kind', 'runtime', 'verdict']);
  readonly #durations = this.#histogram('run_duration_seconds', 'Time an execution took in its runner.', ['kind', 'runtime'], RUN_SECONDS);
  readonly #waits = this.#histogram('run_wait_seconds', 'Time a run waited for a runner.', [], [0.001, ...RUN_SECONDS]);
  readonly #refused = this.#counter('runs_refused_total', 'Runs that found the queue full or no runner.', []);
  readonly #requests = this.#counter('http_requests_total', 'Requests answered, by the pattern of their route.', ['method', 'route', 'status']);
  readonly #answers = this.#histogram('http_request_duration_seconds', 'Time until an answer began.', ['route'], ANSWER_SECONDS);
  readonly #queries = this.#histogram('database_query_seconds', 'Time a query took, waiting for a connection included.', ['outcome'], ANSWER_SECONDS);

  constructor(sandbox: Sandbox) {
    this.#gauge('runners_busy', 'Runners at work.', () => sandbox.busy);
    this.#gauge('runs_queued', 'Runs that wait for a runner.', () => sandbox.queued);
    this.#gauge('runners_ready', '1 when runs can begin.', () => Number(sandbox.ready().ok));
    this.#gauge('process_memory_bytes', 'Resident memory of the server, without its runners.', () => process.memoryUsage.rss());
    const stats = (): SandboxStats | undefined => sandbox.stats?.();
    if (!stats()) return;
    this.#gauge('runners_alive', 'Runner processes that are there.', () => stats()?.memoryMb.length ?? 0);
    this.#gauge('runners_memory_bytes', 'Resident memory of all runners, as last measured.', () => (stats()?.memoryMb ?? []).reduce((sum, one) => sum + one, 0) * MEGABYTE);
    this.#gauge('runner_memory_max_bytes', 'Resident memory of the largest runner, as last measured.', () => Math.max(0, ...stats()?.memoryMb ?? []) * MEGABYTE);
    this.#gauge('runner_start_seconds', 'How long the latest start of a runner took.', () => (stats()?.startMs ?? 0) / 1000);
    this.#gauge('runners_walled', '1 when runners start inside bubblewrap.', () => Number(stats()?.bubblewrap.used ?? false));
    const registers = [this.#registry];
    new Counter({
      name: 'groundwork_runner_starts_total', help: 'Starts of runners, by how they ended.', labelNames: ['outcome'], registers,
      collect() {
        const { starts = 0, failedStarts = 0 } = stats() ?? {};
        this.reset();
        this.inc({ outcome: 'ready' }, starts);
        this.inc({ outcome: 'failed' }, failedStarts);
      },
    });
    new Counter({
      name: 'groundwork_instances_total', help: 'Runs of WebAssembly runtimes, by whether an instance was ready or had to be made.', labelNames: ['runtime', 'ready'], registers,
      collect() {
        this.reset();
        for (const [runtime, { ready, made }] of Object.entries(stats()?.ahead ?? {})) {
          this.inc({ runtime, ready: 'yes' }, ready);
          this.inc({ runtime, ready: 'no' }, made);
        }
      },
    });
    new Counter({
      name: 'groundwork_runners_replaced_total', help: 'Runners that were replaced, by why.', labelNames: ['cause'], registers,
      collect() {
        this.reset();
        for (const [cause, count] of Object.entries(stats()?.replaced ?? {})) this.inc({ cause }, count);
      },
    });
  }

  count(kind: 'run' | 'submission' | 'playground', runtime: Runtime, report: RunReport): void {
    this.#runs.inc({ kind, runtime, verdict: report.verdict });
    this.#durations.observe({ kind, runtime }, report.durationMs / 1000);
  }

  /** A run began `ms` after it was asked for. */
  waited(ms: number): void { this.#waits.observe(ms / 1000); }

  refused(): void { this.#refused.inc(); }

  /** @param route the pattern, never the address */
  answered(method: string, route: string, status: number, ms: number): void {
    this.#requests.inc({ method, route, status });
    this.#answers.observe({ route }, ms / 1000);
  }

  queried(outcome: 'answered' | 'failed', ms: number): void { this.#queries.observe({ outcome }, ms / 1000); }

  get contentType(): string { return this.#registry.contentType; }

  /** In Prometheus's text format. */
  text(): Promise<string> { return this.#registry.metrics(); }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `groundwork_${name}`, help, labelNames, registers: [this.#registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]): Histogram<Label> {
    return new Histogram({ name: `groundwork_${name}`, help, labelNames, buckets, registers: [this.#registry] });
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({ name: `groundwork_${name}`, help, registers: [this.#registry], collect() { this.set(value()); } });
  }
}

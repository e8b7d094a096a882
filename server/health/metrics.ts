import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RunReport } from '../contract/report.ts';
import type { Runtime } from '../contract/runtimes.ts';
import type { Sandbox } from '../contract/sandbox.ts';

/** What an operator can watch. Each app has its own registry, so that two in one process (tests) do not share figures. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #runs: Counter<'kind' | 'runtime' | 'verdict'>;
  readonly #durations: Histogram<'kind' | 'runtime'>;

  constructor(sandbox: Sandbox) {
    const registers = [this.#registry];
    this.#runs = new Counter({ name: 'groundwork_runs_total', help: 'Executions that ended, by what they were for.', labelNames: ['kind', 'runtime', 'verdict'], registers });
    this.#durations = new Histogram({
      name: 'groundwork_run_duration_seconds', help: 'Time an execution took in its runner.', labelNames: ['kind', 'runtime'], registers,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    });
    new Gauge({ name: 'groundwork_runners_busy', help: 'Runners at work.', registers, collect() { this.set(sandbox.busy); } });
    new Gauge({ name: 'groundwork_runs_queued', help: 'Runs that wait for a runner.', registers, collect() { this.set(sandbox.queued); } });
  }

  count(kind: 'run' | 'submission' | 'playground', runtime: Runtime, report: RunReport): void {
    this.#runs.inc({ kind, runtime, verdict: report.verdict });
    this.#durations.observe({ kind, runtime }, report.durationMs / 1000);
  }

  get contentType(): string { return this.#registry.contentType; }

  /** In Prometheus's text format. */
  text(): Promise<string> { return this.#registry.metrics(); }
}

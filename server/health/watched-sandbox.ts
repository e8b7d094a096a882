import type { RunOutcome, RunRequest } from '../contract/observation.ts';
import type { RunOptions, Sandbox } from '../contract/sandbox.ts';
import { SandboxBusy } from '../errors.ts';
import type { Metrics } from './metrics.ts';

/** The same sandbox, with how long runs wait and how many are refused put into the metrics. */
export function watchSandbox(sandbox: Sandbox, metrics: Metrics): Sandbox {
  return {
    async run(request: RunRequest, options: RunOptions): Promise<RunOutcome> {
      const asked = performance.now();
      try {
        return await sandbox.run(request, {
          ...options,
          onEvent: (event) => {
            if (event.type === 'started') metrics.waited(performance.now() - asked);
            options.onEvent?.(event);
          },
        });
      } catch (error) {
        if (error instanceof SandboxBusy) metrics.refused();
        throw error;
      }
    },
    get busy() { return sandbox.busy; },
    get queued() { return sandbox.queued; },
    ready: () => sandbox.ready(),
    ...(sandbox.stats && { stats: sandbox.stats.bind(sandbox) }),
    close: () => sandbox.close(),
  };
}

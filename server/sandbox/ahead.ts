import type { RunRequest } from '../contract/observation.ts';
import { inWebAssembly, type Runtime } from '../contract/runtimes.ts';

/** What an instance that waits for its run takes, in MB, as measured (test/bench/RESULTS-DATABASES.md, RESULTS-LANGUAGES.md). */
const INSTANCE_MB: Partial<Record<Runtime, number>> = { python: 130, php: 50, sql: 200 };
const UNMEASURED_MB = 128;
/** How long after its last use a runtime is kept ready. */
const RECENT_MS = 10 * 60_000;

/** A runner as the plan sees it. */
export interface Holder {
  /** It could do something now. */
  readonly idle: boolean;
  /** What it has ready, or is making. */
  readonly ahead: ReadonlySet<Runtime>;
}

export interface Step<H extends Holder> { order: 'prepare' | 'drop'; runtime: Runtime; holder: H }

/**
 * Decides which runners keep an instance of a WebAssembly runtime ready: of every runtime in recent use one each, as evenly as can be,
 * within a budget of memory. It only decides; the pool does what it says, one step at a time.
 */
export class AheadPlan {
  readonly #lastUse = new Map<Runtime, number>();
  readonly #budgetMb: number;
  readonly #now: () => number;

  constructor({ budgetMb, now = () => performance.now() }: { budgetMb: number; now?: () => number }) {
    this.#budgetMb = budgetMb;
    this.#now = now;
  }

  /** A run of it came, or is to be reckoned with. */
  used(runtime: Runtime): void {
    if (inWebAssembly.has(runtime)) this.#lastUse.set(runtime, this.#now());
  }

  /** One could not be made: it is not tried again before the runtime is used again. */
  failed(runtime: Runtime): void {
    this.#lastUse.delete(runtime);
  }

  /** What to do next, if anything. */
  next<H extends Holder>(holders: readonly H[]): Step<H> | undefined {
    return this.#drop(holders) ?? this.#prepare(holders);
  }

  #drop<H extends Holder>(holders: readonly H[]): Step<H> | undefined {
    const recent = new Set(this.#recent());
    for (const holder of holders) {
      const runtime = holder.idle ? [...holder.ahead].find((one) => !recent.has(one)) : undefined;
      if (runtime) return { order: 'drop', runtime, holder };
    }
    return undefined;
  }

  #prepare<H extends Holder>(holders: readonly H[]): Step<H> | undefined {
    const having = (runtime: Runtime): number => holders.filter(({ ahead }) => ahead.has(runtime)).length;
    const takenMb = holders.flatMap(({ ahead }) => [...ahead]).reduce((sum, runtime) => sum + sizeOf(runtime), 0);
    const byNeed = this.#recent().toSorted((one, other) => having(one) - having(other)); // a stable sort: the latest used stays in front
    for (const runtime of byNeed) {
      if (takenMb + sizeOf(runtime) > this.#budgetMb) continue;
      const [holder] = holders.filter(({ idle, ahead }) => idle && !ahead.has(runtime)).toSorted((one, other) => one.ahead.size - other.ahead.size);
      if (holder) return { order: 'prepare', runtime, holder };
    }
    return undefined;
  }

  /** Latest used first. */
  #recent(): Runtime[] {
    const since = this.#now() - RECENT_MS;
    return [...this.#lastUse].filter(([, at]) => at >= since).toSorted(([, one], [, other]) => other - one).map(([runtime]) => runtime);
  }
}

/** MB that an instance of the runtime takes while it waits. */
export function sizeOf(runtime: Runtime): number {
  return INSTANCE_MB[runtime] ?? UNMEASURED_MB;
}

/** The runtimes in WebAssembly that a run takes an instance of: its own, and the Postgres of a program that has a database. */
export function needsOf({ runtime, inputs }: Pick<RunRequest, 'runtime' | 'inputs'>): Runtime[] {
  const database = inputs.some((input) => input.kind !== 'query' && input.data?.sql !== undefined);
  return [...(inWebAssembly.has(runtime) ? [runtime] : []), ...(database ? ['sql' as const] : [])];
}

/**
 * The runner that suits a run best: one that has an instance ready of what it needs; else one that is not making one for another
 * runtime, and has little ready that would be in the way.
 */
export function suitable<R extends { readonly preparing: boolean; readonly ahead: ReadonlySet<Runtime> }>(runners: readonly R[], needs: readonly Runtime[]): R | undefined {
  const misfit = (runner: R): number => (runner.preparing ? 1_000 : 0) + 100 * needs.filter((runtime) => !runner.ahead.has(runtime)).length + runner.ahead.size;
  return runners.reduce<R | undefined>((best, runner) => (best && misfit(best) <= misfit(runner) ? best : runner), undefined);
}

import type { Sandbox } from './contract/sandbox.ts';
import type { Assets } from './contract/views.ts';
import type { CurriculumSource } from './curriculum/watch.ts';
import type { Database } from './database/open.ts';
import type { DatasetBook } from './datasets/book.ts';
import type { DatasetMemory } from './datasets/memory.ts';
import type { Guests } from './accounts/guest.ts';
import type { Settings } from './env.ts';
import type { Metrics } from './health/metrics.ts';
import type { MistakeMemory } from './judge/mistake-memory.ts';
import type { MistakeBook } from './judge/mistakes.ts';
import type { Log } from './logging/log.ts';
import type { Allowances } from './runs/allowances.ts';
import type { SubmissionDesk } from './submissions/desk.ts';

/** What main.ts (or a test) opens and hands over. */
export interface Deps {
  database: Database;
  curriculum: CurriculumSource;
  sandbox: Sandbox;
  assets: Assets;
  /** The folder whose files are served under /assets/. */
  assetsDir: string;
  /** Absent: mistakes run again after every start. */
  mistakeMemory?: MistakeMemory;
  /** Absent: the data of exercises is looked at again after every start. */
  datasetMemory?: DatasetMemory;
  /** Absent: errors go to stderr, everything else nowhere. */
  log?: Log;
  settings: Pick<Settings, 'runsPerMinute' | 'publicUrl'> & { sessionSecret: string };
}

/** What the features work with. */
export interface Services extends Deps {
  guests: Guests;
  log: Log;
  allowances: Allowances;
  mistakes: MistakeBook;
  datasets: DatasetBook;
  desk: SubmissionDesk;
  metrics: Metrics;
}

/** What a request carries besides itself. */
export interface AppEnv {
  Variables: { secureHeadersNonce?: string; requestId: string };
}

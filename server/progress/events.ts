import type { Runtime } from '../contract/runtimes.ts';
import type { Verdict } from '../contract/report.ts';

/** What one learner did, oldest first: everything that progress is computed from. */
export interface LearnerEvents {
  submissions: SubmissionEvent[];
  /** Code that was written and differs from the starter. */
  drafts: { exerciseId: string; runtime: Runtime; at: Date }[];
  giveUps: { exerciseId: string; at: Date }[];
}

export interface SubmissionEvent {
  id: string;
  exerciseId: string;
  runtime: Runtime;
  createdAt: Date;
  state: 'queued' | 'judged';
  verdict: Verdict | null;
  solved: boolean;
}

/** Of somebody who has done nothing yet. */
export const noEvents: LearnerEvents = { submissions: [], drafts: [], giveUps: [] };

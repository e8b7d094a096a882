import type { NextStep, Progress, ProgressState, Submission, SubmissionSummary } from './api.ts';
import type { SharedDatasetName } from './dataset.ts';
import type { ExerciseForLearner, Heading, LessonBlock } from './exercise.ts';
import type { RunReport } from './report.ts';
import type { Runtime } from './runtimes.ts';

// What a page is given. Routes build these; pages in web/pages turn them into HTML and know nothing else.

/** The built files of a browser entry, from Vite's manifest; `fonts` are those worth fetching early. */
export interface Assets { entry(name: 'site' | 'lesson' | 'workspace' | 'playground'): { script: string; styles: string[]; fonts?: string[] } }

/** What every page's frame needs. `path` is the page's own address, to mark the current entry. */
export interface Frame {
  path: string;
  tracks: { id: string; title: string }[];
  next: NextStep;
  /** Counts for the header; absent for someone who has not begun. */
  solved?: { solved: number; total: number };
  /** Goes on every script and style element. */
  nonce: string;
  assets: Assets;
}

export interface LessonCard { id: string; title: string; summary: string; minutes: number; state: ProgressState; solved: number; total: number }
export interface ModuleCard { id: string; title: string; summary: string; lessons: LessonCard[] }
export interface TrackCard { id: string; title: string; summary: string; state: ProgressState; solved: number; total: number; modules: ModuleCard[] }

export interface HomeView { tracks: TrackCard[]; next: NextStep; begun: boolean }
export interface TrackView { track: TrackCard }

export interface ExerciseCard { id: string; title: string; runtimes: Runtime[]; difficulty: number; minutes?: number; state: ProgressState; solvedIn: Runtime[] }

export interface LessonView {
  track: { id: string; title: string };
  module: { id: string; title: string; lessons: LessonCard[] };
  lesson: { id: string; title: string; summary: string; minutes: number; skills: string[] };
  headings: Heading[];
  blocks: LessonBlock[];
  /** By id, for every exercise that `blocks` places. */
  exercises: Record<string, ExerciseCard>;
  previous?: { id: string; title: string };
  next?: { id: string; title: string };
  prerequisites: { id: string; title: string }[];
}

/** How far the learner is with one exercise; decides what may be shown. */
export type AttemptState = 'unseen' | 'trying' | 'gave-up' | 'solved';

export interface ExerciseView {
  exercise: ExerciseForLearner;
  track: { id: string; title: string };
  module: { id: string; title: string };
  lesson: { id: string; title: string };
  /** Of an exercise about a database: its tables, or the text that makes them. */
  datasetHtml?: string;
  /** Place among the lesson's exercises, counted from 1. */
  place: { number: number; of: number };
  previous?: { id: string; title: string };
  next?: { id: string; title: string };
  runtime: Runtime;
  /** What the editor opens with: the reopened submission, else the draft, else the starter. */
  code: string;
  /** Of the draft, ISO 8601; null when nothing was saved yet. */
  savedAt: string | null;
  /** Whether a reset can be undone. */
  canUndoReset: boolean;
  attempt: AttemptState;
  solvedIn: Runtime[];
  history: SubmissionSummary[];
  /** The submission that was reopened, if one was. */
  reopened?: Submission;
  /** The report to show: of the form's run or submission, or of the reopened submission. */
  report?: RunReport;
  /** The code that `report` is about. */
  reportedCode?: string;
  /** A sentence about the last action, for the page without JavaScript. */
  notice?: { kind: 'information' | 'caution'; text: string };
  /** Only when the learner may see it. */
  solutions?: { runtime: Runtime; code: string; html: string }[];
  /** What was learned and where to go on, once solved. */
  whatNext: NextStep;
}

export interface SolutionView {
  exercise: { id: string; title: string };
  track: { id: string; title: string };
  lesson: { id: string; title: string };
  /** The learner's language, and the one beside it; undefined where the exercise has only one. */
  first: ShownSolution;
  second?: ShownSolution;
  runtimes: Runtime[];
  solvedIn: Runtime[];
}

export interface ShownSolution { runtime: Runtime; html: string }

export interface PlaygroundView {
  runtime: Runtime;
  runtimes: Runtime[];
  code: string;
  /** What each language begins with. */
  programs: Partial<Record<Runtime, string>>;
  stdin: string;
  /** What a database may begin with. */
  datasets: SharedDatasetName[];
  /** The name of the one that is chosen; empty for an empty database. */
  dataset: string;
  /** What is in it. */
  datasetHtml?: string;
  /** `code` came with the request (a lesson's example): it goes before what the browser keeps. */
  opened?: boolean;
  report?: RunReport;
  notice?: { kind: 'information' | 'caution'; text: string };
}

export interface ProgressView { progress: Progress; guest: boolean }

export interface ProblemView { status: number; title: string; detail: string }

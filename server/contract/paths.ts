import type { Runtime } from './runtimes.ts';

/** Builds every URL of the site; nothing else concatenates one. */
export const paths = {
  home: () => '/',
  track: (trackId: string) => `/tracks/${trackId}`,
  lesson: (lessonId: string, heading?: string) => `/lessons/${lessonId}${heading ? `#${heading}` : ''}`,
  /** `submission` reopens a stored submission's code. */
  exercise: (exerciseId: string, query: { runtime?: Runtime; submission?: string } = {}) => `/exercises/${exerciseId}${search(query)}`,
  /** The solution in every language, two of them side by side. */
  solution: (exerciseId: string, query: { runtime?: Runtime; beside?: Runtime } = {}) => `/exercises/${exerciseId}/solution${search(query)}`,
  playground: (query: { runtime?: Runtime } = {}) => `/playground${search(query)}`,
  progress: () => '/progress',
  apiDocs: () => '/api/docs',
  openApi: () => '/api/openapi.json',
  asset: (file: string) => `/assets/${file}`,
  api: {
    curriculum: () => '/api/curriculum',
    runs: (exerciseId: string) => `/api/exercises/${exerciseId}/runs`,
    submissions: (exerciseId: string) => `/api/exercises/${exerciseId}/submissions`,
    submission: (submissionId: string) => `/api/submissions/${submissionId}`,
    draft: (exerciseId: string, runtime?: Runtime) => `/api/exercises/${exerciseId}/draft${search({ runtime })}`,
    tables: (exerciseId: string) => `/api/exercises/${exerciseId}/tables`,
    solution: (exerciseId: string) => `/api/exercises/${exerciseId}/solution`,
    giveUp: (exerciseId: string) => `/api/exercises/${exerciseId}/give-up`,
    history: (exerciseId: string) => `/api/exercises/${exerciseId}/history`,
    datasets: () => '/api/datasets',
    /** `name` is that of a track's dataset: three words with slashes between them. */
    dataset: (name: string, runtime?: Runtime) => `/api/datasets/${name}${search({ runtime })}`,
    playgroundRuns: () => '/api/playground/runs',
    progress: () => '/api/progress',
  },
};

function search(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

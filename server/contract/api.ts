import { z } from '@hono/zod-openapi';
import { CODE_BYTES } from './limits.ts';
import { runReportSchema, verdictSchema } from './report.ts';
import { runtimeSchema } from './runtimes.ts';

// The bodies of the HTTP API. OpenAPI is generated from these very schemas.

function codeOfAtMost(bytes: number) {
  return z.string().refine((code) => new TextEncoder().encode(code).length <= bytes, { message: `The code is longer than ${bytes / 1024} KiB.` });
}

const codeSchema = codeOfAtMost(CODE_BYTES.default);

export const runBodySchema = z.object({
  /** The exercise's first runtime when absent. */
  runtime: runtimeSchema.optional(),
  code: codeSchema,
}).openapi('RunBody');

/** A draft may be longer than what runs: the learner still has to shorten it, and loses nothing meanwhile. */
export const draftBodySchema = z.object({
  runtime: runtimeSchema,
  code: codeOfAtMost(CODE_BYTES.ceiling),
  /** `savedAt` of the draft that `code` was written upon, null when there was none; a newer one is then not written over. Absent: the last write wins. */
  base: z.iso.datetime().nullable().optional(),
}).openapi('DraftBody');

export const draftSchema = z.object({
  runtime: runtimeSchema,
  code: z.string(),
  /** ISO 8601; null when nothing was saved yet and `code` is the starter. */
  savedAt: z.iso.datetime().nullable(),
}).openapi('Draft');

export const playgroundBodySchema = z.object({
  runtime: runtimeSchema,
  code: codeSchema,
  stdin: z.string().max(256 * 1024).optional(),
  files: z.record(z.string().max(255), z.string().max(256 * 1024)).optional(),
  /** What a database begins with: a dataset of the curriculum, such as `databases/shop/small`; before the file `setup.sql` if there is one, too. */
  dataset: z.string().max(255).optional(),
  requests: z.array(z.object({
    method: z.string().regex(/^[A-Za-z]+$/, 'A method is letters, such as GET.').max(20).default('GET'),
    path: z.string().regex(/^\//, 'A path begins with a slash.').max(8192),
    headers: z.record(z.string().max(256), z.string().max(8192)).optional(),
    body: z.string().max(256 * 1024).optional(),
  })).max(50).optional(),
}).openapi('PlaygroundBody');
export type PlaygroundBody = z.infer<typeof playgroundBodySchema>;

export const submissionReportSchema = runReportSchema.extend({
  submissionId: z.uuid(),
  solved: z.boolean(),
}).openapi('SubmissionReport');
export type SubmissionReport = z.infer<typeof submissionReportSchema>;

export const submissionSchema = z.object({
  id: z.uuid(),
  exerciseId: z.string(),
  runtime: runtimeSchema,
  code: z.string(),
  createdAt: z.iso.datetime(),
  state: z.enum(['queued', 'judged']),
  /** Null while queued. */
  verdict: verdictSchema.nullable(),
  solved: z.boolean(),
  report: runReportSchema.nullable(),
}).openapi('Submission');
export type Submission = z.infer<typeof submissionSchema>;

export const submissionSummarySchema = submissionSchema.omit({ code: true, report: true }).openapi('SubmissionSummary');
export type SubmissionSummary = z.infer<typeof submissionSummarySchema>;

export const curriculumSchema = z.object({
  tracks: z.array(z.object({
    id: z.string(), title: z.string(), summary: z.string(),
    modules: z.array(z.object({
      id: z.string(), title: z.string(), summary: z.string(),
      lessons: z.array(z.object({
        id: z.string(), title: z.string(), summary: z.string(), minutes: z.number(), skills: z.array(z.string()),
        exercises: z.array(z.object({
          id: z.string(), title: z.string(), difficulty: z.number().int(), skills: z.array(z.string()), runtimes: z.array(runtimeSchema),
        })),
      })),
    })),
  })),
}).openapi('Curriculum');
export type CurriculumListing = z.infer<typeof curriculumSchema>;

export const progressStates = ['untouched', 'started', 'solved'] as const;
export const progressStateSchema = z.enum(progressStates).openapi('ProgressState');
export type ProgressState = z.infer<typeof progressStateSchema>;

/** Where to go on, and why there. */
export const nextStepSchema = z.object({
  kind: z.enum(['begin', 'continue', 'next', 'all-done']),
  lessonId: z.string().optional(), exerciseId: z.string().optional(), title: z.string(),
}).openapi('NextStep');
export type NextStep = z.infer<typeof nextStepSchema>;

/** Each figure carries the events it is computed from: `events` are submission ids. */
export const progressSchema = z.object({
  exercises: z.object({ solved: z.number().int(), started: z.number().int(), total: z.number().int() }),
  tracks: z.array(z.object({
    id: z.string(), title: z.string(), state: progressStateSchema, solved: z.number().int(), started: z.number().int(), total: z.number().int(),
    lessons: z.array(z.object({
      id: z.string(), title: z.string(), module: z.object({ id: z.string(), title: z.string() }), state: progressStateSchema, solved: z.number().int(), total: z.number().int(),
      exercises: z.array(z.object({
        id: z.string(), title: z.string(), state: progressStateSchema,
        runtimes: z.array(runtimeSchema), solvedIn: z.array(runtimeSchema),
        attempts: z.number().int(), solvedAt: z.iso.datetime().nullable(), events: z.array(z.uuid()),
      })),
    })),
  })),
  /** Solved exercises that the curriculum no longer holds; they still count for the learner. */
  retired: z.array(z.object({ exerciseId: z.string(), solvedAt: z.iso.datetime(), events: z.array(z.uuid()) })),
  recent: z.array(submissionSummarySchema.extend({ exerciseTitle: z.string() })),
  next: nextStepSchema,
}).openapi('Progress');
export type Progress = z.infer<typeof progressSchema>;

/**
 * RFC 9457. `errors` names each bad field of the body; `retryAfter` are the seconds that the header of that name says;
 * `submissionId` is what had been stored when this went wrong: it is judged all the same.
 */
export const problemSchema = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfter: z.number().int().optional(),
  submissionId: z.uuid().optional(),
}).openapi('Problem');
export type Problem = z.infer<typeof problemSchema>;

export const solutionSchema = z.object({
  solutions: z.array(z.object({ runtime: runtimeSchema, code: z.string(), html: z.string() })),
}).openapi('Solution');

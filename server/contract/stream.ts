import { z } from '@hono/zod-openapi';
import { type Problem, problemSchema, type SubmissionReport, submissionReportSchema } from './api.ts';
import { type RunReport, runReportSchema, type TestResult, testResultSchema } from './report.ts';

// What a run or a submission tells while it goes on (Server-Sent Events): `event` names it, `data` is JSON. OpenAPI is
// generated from these schemas; readers should pass over events whose names they don't know.

const submissionId = z.uuid();

const queued = z.object({ position: z.number().int().min(1) });
const started = z.object({});

function eventSchema<Name extends string, Data extends z.ZodType>(event: Name, data: Data, refId: string) {
  return z.object({ event: z.literal(event), data }).openapi(refId);
}

/** A test as it ended, judged. It has no hint yet: only the report knows which failing test is the first. */
const testEvent = eventSchema('test', testResultSchema, 'TestEvent');
/** Something went wrong after the stream had begun. */
const problemEvent = eventSchema('problem', problemSchema, 'ProblemEvent');

/** `queued` again whenever the position changes (1 is next), `started` once, a `test` for each, and at the end `report` or `problem`. */
export const runEventSchema = z.discriminatedUnion('event', [
  eventSchema('queued', queued, 'QueuedEvent'), eventSchema('started', started, 'StartedEvent'), testEvent,
  eventSchema('report', runReportSchema, 'ReportEvent'), problemEvent,
]).openapi('RunEvent');

/** The same for a submission, whose id comes with the first event: whoever is cut off can look it up. */
export const submissionEventSchema = z.discriminatedUnion('event', [
  eventSchema('queued', queued.extend({ submissionId }), 'SubmissionQueuedEvent'), eventSchema('started', started.extend({ submissionId }), 'SubmissionStartedEvent'), testEvent,
  eventSchema('report', submissionReportSchema, 'SubmissionReportEvent'), problemEvent,
]).openapi('SubmissionEvent');

/** Both kinds in one, for whoever writes or reads either. */
export type StreamedEvent =
  | { event: 'queued'; data: { position: number; submissionId?: string } }
  | { event: 'started'; data: { submissionId?: string } }
  | { event: 'test'; data: TestResult }
  | { event: 'report'; data: RunReport & Partial<SubmissionReport> }
  | { event: 'problem'; data: Problem };

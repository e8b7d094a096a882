import { sql } from 'drizzle-orm';
import { boolean, customType, index, integer, json, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { RunReport, Verdict } from '../contract/report.ts';
import type { Runtime } from '../contract/runtimes.ts';

/** Source text as its UTF-8 bytes: a `text` column refuses NUL characters, and whatever a learner submits is kept. */
const sourceText = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (code) => Buffer.from(code, 'utf8'),
  fromDriver: (bytes) => Buffer.from(bytes).toString('utf8'),
});

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

/** Everybody who has written something; a guest is nothing but a row here. */
export const learners = pgTable('learners', {
  id: uuid('id').primaryKey(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
});

/**
 * A stored execution of all test cases.
 *
 *   queued ──(a server holds the lease and judges)──▶ judged
 *
 * While queued, the server that judges it keeps `leaseUntil` in the future; once that has passed, any server may take over.
 */
export const submissions = pgTable('submissions', {
  id: uuid('id').primaryKey(),
  learnerId: uuid('learner_id').notNull().references(() => learners.id, { onDelete: 'cascade' }),
  exerciseId: text('exercise_id').notNull(),
  /** Of the exercise's file at the time of judging, so that figures per test can be told apart after an edit. */
  exerciseHash: text('exercise_hash').notNull(),
  runtime: text('runtime').$type<Runtime>().notNull(),
  code: sourceText('code').notNull(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
  state: text('state').$type<'queued' | 'judged'>().notNull().default('queued'),
  verdict: text('verdict').$type<Verdict>(),
  solved: boolean('solved').notNull().default(false),
  /** `json`, not `jsonb`: it keeps NUL characters and lone surrogates that programs print. */
  report: json('report').$type<RunReport>(),
  judgedAt: moment('judged_at'),
  leasedBy: uuid('leased_by'),
  leaseUntil: moment('lease_until').notNull().default(sql`now()`),
  /** How many servers began to judge it. */
  attempts: integer('attempts').notNull().default(0),
}, (table) => [
  index('submissions_of_learner').on(table.learnerId, table.createdAt),
  index('submissions_of_exercise').on(table.learnerId, table.exerciseId, table.createdAt),
  index('submissions_queued').on(table.leaseUntil).where(sql`${table.state} = 'queued'`),
]);

export const drafts = pgTable('drafts', {
  learnerId: uuid('learner_id').notNull().references(() => learners.id, { onDelete: 'cascade' }),
  exerciseId: text('exercise_id').notNull(),
  runtime: text('runtime').$type<Runtime>().notNull(),
  /** Null after a reset: the editor then opens with the starter. */
  code: sourceText('code'),
  /** What a reset threw away, so that it can be undone. */
  codeBeforeReset: sourceText('code_before_reset'),
  savedAt: moment('saved_at').notNull().default(sql`now()`),
}, (table) => [primaryKey({ columns: [table.learnerId, table.exerciseId, table.runtime] })]);

/** A learner asked for the solution before solving the exercise. */
export const giveUps = pgTable('give_ups', {
  learnerId: uuid('learner_id').notNull().references(() => learners.id, { onDelete: 'cascade' }),
  exerciseId: text('exercise_id').notNull(),
  createdAt: moment('created_at').notNull().default(sql`now()`),
}, (table) => [primaryKey({ columns: [table.learnerId, table.exerciseId] })]);

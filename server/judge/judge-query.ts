import type { QueryCase } from '../contract/exercise.ts';
import type { Observation, ResultSet, QueryError } from '../contract/observation.ts';
import { type CaseJudgement, unfitting } from './case-judgement.ts';
import { findRowDifference } from './compare-rows.ts';
import { comparedRows } from './compared-rows.ts';
import { findPlanFault, printPlan, printPlanExpectation, shownPlan } from './plan.ts';
import { clip } from './print.ts';
import { printResult } from './print-result.ts';

/** What the reference solution gave for a case. */
export interface Reference { rows?: ResultSet; probe?: ResultSet }

type Answer = Extract<Observation, { ended: 'answered' }>;

const passed: CaseJudgement = { status: 'passed', kind: 'passed' };

/** The result that counts: the last one with columns. What EXPLAIN answers is a plan, which has its own kind of test. */
export function lastRows(results: ResultSet[]): ResultSet | undefined {
  return results.findLast(({ columns, command }) => columns.length > 0 && !/^explain/i.test(command));
}

/** Compares what a case's SQL did with what the reference solution's did on the same data. Never throws, whatever was observed. */
export function judgeQuery(testCase: QueryCase, observation: Observation, reference: Reference | undefined): CaseJudgement {
  if (observation.ended !== 'answered') return unfitting();
  if (observation.error) return { ...judgeQueryError(observation.error), ...expectedBeside(testCase, reference) };
  if (!reference) return { status: 'failed', kind: 'no reference', message: 'What this test expects is not known, so it counts as failed.' };
  const compared = testCase.probe === undefined ? judgeAnswer(testCase, observation, reference.rows) : judgeProbe(testCase, observation, reference.probe);
  if (compared && compared.status !== 'passed') return compared;
  const refused = testCase.refuses && judgeAttempts(testCase.refuses, observation.attempts);
  if (refused && refused.status !== 'passed') return refused;
  const planned = testCase.plan && judgePlan(testCase.plan, observation);
  if (planned && planned.status !== 'passed') return planned;
  if (compared && planned) return { ...compared, plan: planned.plan };
  return compared ?? planned ?? refused ?? { status: 'failed', kind: 'nothing expected', message: 'This test compares nothing, so it counts as failed.' };
}

function judgeAnswer(demands: QueryCase, { results }: Answer, expected: ResultSet | undefined): CaseJudgement | undefined {
  if (!expected) return undefined;
  const actual = lastRows(results);
  if (!actual) {
    return { status: 'failed', kind: 'no result', message: noAnswer(expected), ...expectedSide(expected), actual: '(no result)' };
  }
  const judgement = compare(expected, actual, demands);
  const several = results.filter(({ columns }) => columns.length > 0).length > 1;
  if (judgement.status === 'passed' || !several) return judgement;
  return { ...judgement, message: `${judgement.message} (of several results, the last one counts)` };
}

function judgeProbe(demands: QueryCase, { probe }: Answer, expected: ResultSet | undefined): CaseJudgement {
  if (!expected || !probe) return unfitting();
  if ('code' in probe) {
    const message = `afterwards this query fails: ${describeQueryError({ ...probe, line: undefined })}`;
    return { status: 'failed', kind: `probe ${probe.code}`, message, ...expectedSide(expected), actual: describeQueryError({ ...probe, line: undefined }) };
  }
  const judgement = compare(expected, probe, demands);
  return judgement.message === undefined ? judgement : { ...judgement, kind: `afterwards ${judgement.kind}`, message: `afterwards ${judgement.message}` };
}

function compare(expected: ResultSet, actual: ResultSet, demands: QueryCase): CaseJudgement {
  const difference = findRowDifference(expected, actual, demands);
  const shown = { expected: printResult(expected, difference?.expectedRow), actual: printResult(actual, difference?.actualRow) };
  if (!difference) return { ...passed, ...shown, actualRows: comparedRows(actual) };
  const { kind, message, path, expectedRow, actualRow, marks } = difference;
  return {
    status: 'failed', kind, message, path, ...shown,
    expectedRows: comparedRows(expected, marks?.expected, expectedRow), actualRows: comparedRows(actual, marks?.actual, actualRow),
  };
}

function judgeAttempts(refuses: NonNullable<QueryCase['refuses']>, attempts: (QueryError | null)[]): CaseJudgement {
  for (const [index, { statement: tried, code }] of refuses.entries()) {
    const attempt = attempts[index];
    if (attempt === undefined) return unfitting();
    if (attempt?.code === code) continue;
    const wanted = codeWords(code);
    const statement = clip(tried.replace(/\s+/g, ' ').trim(), 200);
    const came = attempt === null ? 'it was accepted' : `it was refused for another reason: ${describeQueryError({ ...attempt, line: undefined })}`;
    return {
      status: 'failed', kind: `attempt ${index + 1} ${attempt?.code ?? 'accepted'}`, message: `this should be refused with ${wanted}, and ${came}: ${statement}`,
      expected: `refused with ${wanted}:\n${statement}`, actual: attempt === null ? 'accepted' : describeQueryError({ ...attempt, line: undefined }),
    };
  }
  return { ...passed, expected: refuses.map(({ code }) => `refused with ${codeWords(code)}`).join('\n') };
}

function judgePlan(wanted: NonNullable<QueryCase['plan']>, { plan }: Answer): CaseJudgement {
  const fault = findPlanFault(wanted, plan);
  const shown = { expected: printPlanExpectation(wanted), actual: printPlan(plan), plan: plan && shownPlan(plan) };
  return fault ? { status: 'failed', kind: fault.kind, message: fault.message, path: 'plan', ...shown } : { ...passed, ...shown };
}

/** What exercises ask for most; the rest is known by its number. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codeNames: Partial<Record<string, string>> = {
  '22001': 'text too long', '22003': 'number out of range', '22P02': 'not a value of the type', '23502': 'not-null violation', '23503': 'foreign key violation',
  '23505': 'unique violation', '23514': 'check violation', '23P01': 'exclusion violation', '40001': 'serialization failure', '40P01': 'deadlock', '42501': 'no permission',
  '42703': 'no such column', '42P01': 'no such table', 'P0001': 'an exception raised',
  // https://www.mongodb.com/docs/manual/reference/error-codes/
  '11000': 'duplicate key', '121': 'document failed validation',
};

function codeWords(code: string): string {
  const name = codeNames[code];
  return name === undefined ? code : `${code} (${name})`;
}

/** The message with the line, its detail and hint, and what it can be looked up by. */
export function describeQueryError({ name, message, line, detail, hint, code }: QueryError): string {
  const more = [detail === undefined ? '' : ` ${sentenceOf(detail)}`, hint === undefined ? '' : ` Hint: ${sentenceOf(hint)}`].join('');
  const ofMongo = /^\w*Mongo/.test(name);
  const ofPostgres = !ofMongo && /^[0-9A-Z]{5}$/.test(code);
  const what = clip(ofPostgres || name === '' ? message : `${name}: ${message}`, 500);
  const known = ofPostgres ? ` (SQLSTATE ${code})` : ofMongo ? ` (code ${clip(code, 40)})` : '';
  return `${line === undefined ? '' : `line ${line}: `}${more === '' ? what : sentenceOf(what)}${more}${known}`;
}

function sentenceOf(text: string): string {
  const said = clip(text.trim(), 500);
  return /[.!?…)]$/.test(said) ? said : `${said}.`;
}

function noAnswer({ columns: [column] }: ResultSet): string {
  if (column?.type === 'document') return 'your code gives no result; end it with what the task asks for, such as a find';
  return column?.type === 'reply' ? 'there is no reply; end with the command that the task asks for' : 'your SQL answers no rows; end it with a query such as SELECT';
}

/** What should have come, beside an error. */
function expectedBeside({ probe }: QueryCase, reference: Reference | undefined): Pick<CaseJudgement, 'expected' | 'expectedRows'> {
  const rows = probe === undefined ? reference?.rows : reference?.probe;
  return rows ? expectedSide(rows) : {};
}

function expectedSide(expected: ResultSet): Pick<CaseJudgement, 'expected' | 'expectedRows'> {
  return { expected: printResult(expected), expectedRows: comparedRows(expected) };
}

function judgeQueryError(error: QueryError): CaseJudgement {
  return { status: 'error', kind: `code ${clip(error.code, 40)}`, message: describeQueryError(error), actual: describeQueryError(error), line: error.line, column: error.column };
}

import type { CaseData, DataInput, TestCase, Tests } from '../contract/exercise.ts';
import type { Observation, QueryError, ResultSet } from '../contract/observation.ts';
import type { Value } from '../contract/value.ts';
import { type CaseJudgement, unfitting } from './case-judgement.ts';
import { findDifference } from './compare.ts';
import { readJson } from './json.ts';
import { describeQueryError } from './judge-query.ts';
import { clip, count, printValue } from './print.ts';
import { printTable } from './print-table.ts';

// The databases of programs: what runs in them before, and what must be so of them afterwards.

const PRINTED_PROBE = 500;

/** What the databases of a case hold before its program begins; empty when it has none. */
export function dataInputOf(tests: Tests, testCase: TestCase): { data?: DataInput } {
  const data = dataOf(testCase);
  if (tests.kind === 'query' || !tests.data || !data) return {};
  const { sql, redis } = tests.data;
  const filling = ({ datasets }: { datasets: Record<string, string> }): string => (Object.hasOwn(datasets, data.dataset) ? (datasets[data.dataset] ?? '') : '');
  return {
    data: {
      ...(sql ? { sql: joined(sql.schema, filling(sql)) } : {}),
      ...(redis ? { redis: joined(redis.schema, filling(redis), data.redis ?? '') } : {}),
      ...(data.probe ? { probe: data.probe.sql } : {}),
    },
  };
}

/** What a case says of its databases, when it is one of a program. */
export function dataOf(testCase: TestCase): CaseData | undefined {
  return 'data' in testCase ? testCase.data : undefined;
}

/** A case that passed so far: whether the databases are as they should be, too. Never throws, whatever was observed. */
export function judgeData({ probe, queries }: CaseData, observation: Observation, passed: CaseJudgement): CaseJudgement {
  const { data } = observation;
  if (!probe && !queries) return passed;
  if (!data) return unfitting();
  if (probe) {
    if (!data.probe) return unfitting();
    const fault = judgeProbe(probe, data.probe);
    if (fault.status !== 'passed') return fault;
    if (passed.expected === undefined) return withQueries(queries, data.queries, { ...passed, expected: fault.expected, actual: fault.actual });
  }
  return withQueries(queries, data.queries, passed);
}

function withQueries(wanted: CaseData['queries'], sent: number, passed: CaseJudgement): CaseJudgement {
  if (!wanted || sent <= wanted.atMost) return passed;
  return {
    status: 'failed', kind: 'too many queries', path: 'queries',
    message: `the program sent ${count(sent, 'statement')} to the database, and at most ${wanted.atMost} ${wanted.atMost === 1 ? 'is' : 'are'} allowed; look for statements that could be one`,
    expected: `at most ${count(wanted.atMost, 'statement')}`, actual: count(sent, 'statement'),
  };
}

function judgeProbe({ sql, rows }: NonNullable<CaseData['probe']>, found: ResultSet | QueryError): CaseJudgement {
  const asked = clip(sql.replace(/\s+/g, ' ').trim(), PRINTED_PROBE);
  const expected = `${asked}\n${printValue(rows)}`;
  if ('code' in found) {
    const error = describeQueryError({ ...found, line: undefined });
    return { status: 'failed', kind: `probe ${clip(found.code, 10)}`, path: 'database', message: `afterwards this query fails: ${asked}: ${error}`, expected, actual: error };
  }
  const actual = `${asked}\n${printTable(found)}`;
  const difference = findDifference(rows, found.rows.map((row) => row.map((text, index) => valueOf(text, found.columns[index]?.type ?? ''))));
  if (!difference) return { status: 'passed', kind: 'passed', expected, actual };
  const path = `rows${difference.path}`;
  return { status: 'failed', kind: 'database', path, message: `afterwards ${asked} answers something else: ${path}: ${difference.message}`, expected, actual };
}

/** What an author writes for a cell: numbers, booleans and JSON as what they are, everything else as the text that Postgres writes. */
function valueOf(text: string | null, type: string): Value {
  if (text === null) return null;
  switch (type) {
    case 'int2': case 'int4': case 'float4': case 'float8': case 'numeric': return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'int8': return Number.isSafeInteger(Number(text)) ? Number(text) : { $: 'bigint', value: text };
    case 'bool': return text === 't';
    case 'json': case 'jsonb': {
      const read = readJson(text);
      return read ? read.value : text;
    }
    default: return text;
  }
}

/** One setup after the other, each ended. */
function joined(...parts: string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n');
}

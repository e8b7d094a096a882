import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { z } from 'zod';
import type { CallCase, ProgramCase, Tests } from '../contract/exercise.ts';
import { type QueryRuntime, queryRuntimes } from '../contract/runtimes.ts';
import type { Expected, Value } from '../contract/value.ts';
import { caseKeys, optional, readFromNode } from './case-keys.ts';
import { dataCaseKeys, dataHeads, dataKeys, hasData, readCaseData, readProgramData, type Stores } from './database-cases.ts';
import { isMatcher, readExpected, readExpectedText, readValue } from './expected-values.ts';
import { readHttpCase } from './http-cases.ts';
import { suggest } from './nearest.ts';
import { queryHeads, queryKeys, readQueryTests, type UsedData } from './query-cases.ts';
import type { YamlSource } from './yaml-source.ts';

const kinds = ['call', 'program', 'http', 'query', 'documents', 'keyvalue'] as const;
type Kind = (typeof kinds)[number];
type QueryKind = (typeof queryHeads)[QueryRuntime];
/** Named by the format, and to come. */
const laterKinds = ['shell', 'requests', 'checks'] as const;

const callCaseSchema = z.object({
  ...caseKeys, ...dataCaseKeys,
  args: z.array(z.unknown()).default([]).describe('a list of arguments, such as `[[1, 2, 3]]` for one list'),
  earlier: z.array(z.array(z.unknown())).min(1).optional().describe('lists of arguments, one for each call before, such as `[[ada], [ada]]`'),
  after: z.number().positive().max(10_000_000).optional().describe('seconds that pass after the earlier calls, such as 60'),
  returns: readFromNode,
  about: z.number().positive().optional().describe('a tolerated difference above 0, such as 0.001'),
  throws: readFromNode,
  stdout: readFromNode,
});
const programCaseSchema = z.object({
  ...caseKeys, ...dataCaseKeys,
  stdin: z.string().default('').describe('the text that the program reads, in quotes or as a block after `|`'),
  argv: z.array(z.string()).default([]).describe('a list of texts; put numbers in quotes'),
  stdout: readFromNode,
  stderr: readFromNode,
  exitCode: z.number().int().min(0).max(255).default(0).describe('an exit code from 0 to 255'),
});

/**
 * The Tests section, with what tests of databases name in other files; undefined when anything in it is wrong, after each problem
 * was noted at its place.
 */
export function readTests(source: YamlSource): { tests: Tests; used?: UsedData } | undefined {
  const map = source.root('the tests');
  if (!map) return undefined;
  const before = source.problems.length;
  const isQuery = Object.values(queryHeads).some((head) => map.has(head));
  source.refuseUnknownKeys(map, [...kinds, ...laterKinds, 'cases', ...(isQuery ? queryKeys : hasData(map) ? dataKeys : dataHeads)], 'the tests');
  const kind = readKind(source, map);
  const nodes = readCaseNodes(source, map);
  if (!kind || !nodes) return undefined;
  const runtime = queryRuntimes.find((one) => queryHeads[one] === kind);
  const { tests, used }: { tests?: Tests; used?: UsedData } = runtime ? readQueryTests(source, map, nodes, runtime) : readProgramTests(source, map, kind as Exclude<Kind, QueryKind>, nodes);
  if (!tests) return undefined;
  refuseRepeatedNames(source, tests, nodes);
  if (tests.cases.length === nodes.length && tests.cases.every((testCase) => testCase.hidden)) {
    source.problemAt(source.keyOf(map, 'cases') ?? map, 'every test case is hidden, so Run would have nothing to show', 'make at least one case visible');
  }
  return source.problems.length === before ? { tests, ...optional('used', used) } : undefined;
}

function readKind(source: YamlSource, map: YAMLMap): Kind | undefined {
  const written = [...kinds, ...laterKinds].filter((key) => map.has(key));
  const later = laterKinds.find((key) => map.has(key));
  const [kind, second] = kinds.filter((key) => map.has(key));
  if (later) {
    source.problemAt(source.keyOf(map, later) ?? map, `tests of the kind \`${later}\` are not available in this version yet`, `use ${kinds.map((key) => `\`${key}:\``).join(', ')}`);
  } else if (!kind) {
    if (!map.items.some(({ key }) => isScalar(key) && suggest(String(key.value), kinds).startsWith('did'))) {
      source.problemAt(map, 'the tests do not say of which kind they are', `begin with ${kinds.map((key) => `\`${key}:\``).join(', ')}, such as \`call: sumOf\``);
    }
  } else if (second) {
    source.problemAt(source.keyOf(map, second) ?? map, `an exercise has tests of one kind, and this one has ${written.length}`, `keep \`${kind}:\` or \`${second}:\``);
  } else {
    return kind;
  }
  return undefined;
}

function readCaseNodes(source: YamlSource, map: YAMLMap): YAMLMap[] | undefined {
  const cases = source.valueOf(map, 'cases');
  if (!isSeq(cases) || cases.items.length === 0) {
    const place = cases && isScalar(cases) && cases.value === null ? source.keyOf(map, 'cases') : cases;
    source.problemAt(place ?? map, 'the tests have no cases', 'write `cases:` and below it one `- name: …` per case');
    return undefined;
  }
  const nodes = cases.items.map((item) => source.follow(item));
  const maps = nodes.filter((node) => isMap(node));
  if (maps.length === nodes.length) return maps;
  source.problemAt(nodes.find((node) => !isMap(node)) ?? cases, 'a test case should be keys and values', 'begin it with `- name: …`');
  return undefined;
}

/** The tests of a program, with what its databases hold. */
function readProgramTests(source: YamlSource, map: YAMLMap, kind: Exclude<Kind, QueryKind>, nodes: YAMLMap[]): { tests?: Tests; used?: UsedData } {
  const tests = readCases(source, map, kind, nodes);
  const read = readProgramData(source, map, nodes);
  return tests ? { tests: { ...tests, ...optional('data', read?.data) }, ...optional('used', read?.used) } : {};
}

function readCases(source: YamlSource, map: YAMLMap, kind: Exclude<Kind, QueryKind>, nodes: YAMLMap[]): Exclude<Tests, { kind: 'query' }> | undefined {
  const stores: Stores = { database: map.has('database'), redis: map.has('redis') };
  if (kind === 'call') {
    const name = source.valueOf(map, 'call');
    const functionName = isScalar(name) && typeof name.value === 'string' ? name.value : '';
    if (!/^[a-z][A-Za-z0-9]*$/.test(functionName)) {
      source.problemAt(name && isScalar(name) && name.value === null ? (source.keyOf(map, 'call') ?? name) : (name ?? map), '`call` does not name a function', 'write the name in camelCase, such as `call: sumOf`');
      return undefined;
    }
    return { kind, function: functionName, cases: nodes.flatMap((node) => readCallCase(source, node, stores) ?? []) };
  }
  const kindValue = source.valueOf(map, kind);
  if (kindValue && !(isScalar(kindValue) && kindValue.value === null)) source.problemAt(kindValue, `nothing stands after \`${kind}:\``, 'leave the rest of the line empty');
  if (kind === 'program') return { kind, cases: nodes.flatMap((node) => readProgramCase(source, node, stores) ?? []) };
  return { kind, cases: nodes.flatMap((node) => readHttpCase(source, node, stores) ?? []) };
}

function readCallCase(source: YamlSource, node: YAMLMap, stores: Stores): CallCase | undefined {
  const read = source.read(node, callCaseSchema, 'a `call` case');
  if (!read) return undefined;
  if (!expectsSomething(source, node, ['returns', 'throws', 'stdout', ...(stores.database ? ['probe'] : [])])) return undefined;
  if (node.has('returns') && node.has('throws')) source.problemAt(source.keyOf(node, 'throws') ?? node, 'a call either returns or throws', 'keep `returns` or `throws`');
  if (node.has('about') && !node.has('returns')) source.problemAt(source.keyOf(node, 'about') ?? node, '`about` stands without `returns`', 'write `returns: …` with it, or remove it');
  if (node.has('earlier') && !stores.database && !stores.redis) source.problemAt(source.keyOf(node, 'earlier') ?? node, '`earlier` is for programs with a database, and this one has none', 'write `database:` or `redis:` above `cases:`, or remove `earlier`');
  if (node.has('after') && !stores.redis) source.problemAt(source.keyOf(node, 'after') ?? node, '`after` moves the clock of a program that has Redis, and this one has none', 'write `redis:` above `cases:`, or remove `after`');
  const earlier = source.valueOf(node, 'earlier');
  return {
    name: read.name, hidden: read.hidden, hint: read.hint, position: source.positionOf(node),
    args: readValues(source, source.valueOf(node, 'args')),
    ...optional('earlier', isSeq(earlier) ? earlier.items.map((item) => readValues(source, source.follow(item))) : undefined),
    ...optional('afterMs', read.after === undefined ? undefined : read.after * 1_000),
    ...optional('returns', readExpected(source, source.valueOf(node, 'returns'))),
    ...optional('about', read.about),
    ...optional('throws', node.has('throws') ? readThrows(source, source.valueOf(node, 'throws')) : undefined),
    ...optional('stdout', readExpectedText(source, source.valueOf(node, 'stdout'))),
    ...optional('data', readCaseData(source, node, read, stores)),
  };
}

function readValues(source: YamlSource, node: Node | undefined): Value[] {
  return isSeq(node) ? node.items.map((item) => readValue(source, source.follow(item))).filter((value): value is Value => value !== undefined) : [];
}

function readThrows(source: YamlSource, node: Node | undefined): CallCase['throws'] {
  if (isScalar(node) && node.value === true) return true;
  if (isScalar(node) && typeof node.value === 'string') return { message: node.value };
  if (isMap(node)) {
    const only = node.items.length === 1 ? readMatcher(source, node) : undefined;
    if (only !== undefined) return { message: only };
    source.refuseUnknownKeys(node, ['name', 'message'], '`throws`', node.items.length === 1 ? ['name', 'message', ...messageMatchers] : undefined);
    const name = source.valueOf(node, 'name');
    if (name && !(isScalar(name) && typeof name.value === 'string')) source.problemAt(name, 'the name of an error is a text', 'write it as `name: TypeError`');
    return {
      ...optional('name', isScalar(name) && typeof name.value === 'string' ? name.value : undefined),
      ...optional('message', readExpectedText(source, source.valueOf(node, 'message'))),
    };
  }
  source.problemAt(node ?? 0, '`throws` says neither true nor which error', 'write `throws: true`, `throws: part of the message`, or `throws: { name: TypeError, message: … }`');
  return undefined;
}

const messageMatchers = ['matches', 'contains', 'oneOf'];

/** `throws: { contains: … }` is short for a matcher of the message. */
function readMatcher(source: YamlSource, node: YAMLMap): Expected | undefined {
  const key = node.items[0]?.key;
  if (isScalar(key) && (key.value === 'name' || key.value === 'message')) return undefined;
  const expected = messageMatchers.includes(isScalar(key) ? String(key.value) : '') ? readExpected(source, node) : undefined;
  return expected !== undefined && isMatcher(expected) ? expected : undefined;
}

function readProgramCase(source: YamlSource, node: YAMLMap, stores: Stores): ProgramCase | undefined {
  const read = source.read(node, programCaseSchema, 'a `program` case');
  if (!read) return undefined;
  if (!expectsSomething(source, node, ['stdout', 'stderr', 'exitCode', ...(stores.database ? ['probe'] : [])])) return undefined;
  return {
    name: read.name, hidden: read.hidden, hint: read.hint, position: source.positionOf(node),
    stdin: read.stdin, argv: read.argv, exitCode: read.exitCode,
    ...optional('stdout', readExpectedText(source, source.valueOf(node, 'stdout'))),
    ...optional('stderr', readExpectedText(source, source.valueOf(node, 'stderr'))),
    ...optional('data', readCaseData(source, node, read, stores)),
  };
}

function expectsSomething(source: YamlSource, node: YAMLMap, keys: string[]): boolean {
  if (keys.some((key) => node.has(key))) return true;
  source.problemAt(node, 'this case expects nothing, so nothing could fail it', `add ${keys.map((key) => `\`${key}:\``).join(' or ')}`);
  return false;
}

function refuseRepeatedNames(source: YamlSource, tests: Tests, nodes: YAMLMap[]): void {
  const seen = new Set<string>();
  for (const [index, testCase] of tests.cases.entries()) {
    if (seen.has(testCase.name)) source.problemAt(nodes[index]!, `two cases are named "${testCase.name}"`, 'give each case its own name');
    seen.add(testCase.name);
  }
}

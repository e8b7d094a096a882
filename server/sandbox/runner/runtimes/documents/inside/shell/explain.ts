import { isOperators } from '../match-operators.ts';
import { keyOf } from '../order.ts';
import { compileFilter, type Evaluating } from '../match.ts';
import type { CollectionData } from '../store/collection-data.ts';
import type { Index } from '../store/indexes.ts';
import { isDoc, type Doc } from '../types.ts';
import type { FindOptions } from './cursor.ts';

// A plan as explain() shows it, by the rule of thumb that holds for most queries: an index serves when the filter asks for its first field.

/** Operators that an index cannot narrow down. */
const WIDE = new Set(['$ne', '$nin', '$not', '$exists', '$mod', '$size', '$where']);

/** The fields that the filter asks for, each with what it asks. */
function conditions(filter: Doc): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const field of Object.keys(filter)) {
    const value = filter[field];
    if (field === '$and' && Array.isArray(value)) for (const each of value) for (const [name, held] of isDoc(each) ? conditions(each) : []) found.set(name, held);
    if (field.startsWith('$') || (isOperators(value) && Object.keys(value).every((operator) => WIDE.has(operator)))) continue;
    if (value instanceof RegExp && !value.source.startsWith('^')) continue;
    found.set(field, value);
  }
  return found;
}

/** How many of an index's first fields the filter asks for; after one that is not an equality, others no longer narrow it down. */
function served(index: Index, asked: Map<string, unknown>): string[] {
  const fields: string[] = [];
  for (const field of Object.keys(index.key)) {
    if (!asked.has(field)) break;
    fields.push(field);
    const value = asked.get(field);
    if (value instanceof RegExp || (isOperators(value) && !Object.hasOwn(value, '$eq') && !Object.hasOwn(value, '$in'))) break;
  }
  return fields;
}

function sortsBy(index: Index, sort: unknown): boolean {
  if (!isDoc(sort)) return false;
  const wanted = Object.keys(sort);
  const keys = Object.keys(index.key).slice(0, wanted.length);
  const same = wanted.every((field, place) => field === keys[place] && Number(sort[field]) === Number(index.key[field]));
  return same || wanted.every((field, place) => field === keys[place] && Number(sort[field]) === -Number(index.key[field]));
}

export function explainFind(collection: CollectionData | undefined, namespace: string, filter: Doc, options: FindOptions, returned: number, verbosity: string, evaluating: Evaluating): Doc {
  const asked = conditions(filter);
  const indexes = [...collection?.indexes ?? []].filter((index) => index.options.partialFilterExpression === undefined || covers(filter, index.options.partialFilterExpression));
  const hinted = options.hint === undefined ? undefined : indexes.find((index) => index.name === options.hint || keyOf(index.key) === keyOf(options.hint));
  const ranked = indexes.map((index) => ({ index, fields: served(index, asked) })).sort((a, b) => b.fields.length - a.fields.length);
  const best = hinted ? { index: hinted, fields: served(hinted, asked) } : ranked[0] && ranked[0].fields.length > 0 ? ranked[0] : undefined;
  const forSort = best ? undefined : indexes.find((index) => sortsBy(index, options.sort));
  const used = best?.index ?? forSort;
  const scan: Doc = used
    ? { stage: 'FETCH', inputStage: { stage: 'IXSCAN', keyPattern: used.key, indexName: used.name, isMultiKey: false, isUnique: used.isUnique, direction: 'forward' } }
    : { stage: 'COLLSCAN', filter, direction: 'forward' };
  const needsSort = options.sort !== undefined && !(used && sortsBy(used, options.sort));
  const winningPlan: Doc = needsSort ? { stage: 'SORT', sortPattern: options.sort as Doc, inputStage: scan } : scan;
  const documents = collection?.documents ?? [];
  const narrowed = used && best ? Object.fromEntries(best.fields.map((field) => [field, asked.get(field)])) as Doc : {};
  const examined = documents.filter(compileFilter(narrowed, evaluating)).length;
  return {
    explainVersion: '1',
    queryPlanner: { namespace, parsedQuery: filter, winningPlan, rejectedPlans: [] },
    ...(verbosity === 'executionStats' || verbosity === 'allPlansExecution' || verbosity === 'true'
      ? { executionStats: { executionSuccess: true, nReturned: returned, totalKeysExamined: used ? examined : 0, totalDocsExamined: examined } } : {}),
    ok: 1,
  };
}

/** Whether a query is known to want only documents that a partial index holds. */
function covers(filter: Doc, partial: Doc): boolean {
  return Object.keys(partial).every((field) => keyOf(filter[field]) === keyOf(partial[field]));
}

import { accumulators } from '../accumulators.ts';
import { MongoServerError } from '../errors.ts';
import { evaluate } from '../expressions.ts';
import { addTo } from '../operators/calendar.ts';
import { compare, keyOf } from '../order.ts';
import { read } from '../paths.ts';
import { sortDocuments, sorter } from '../sort.ts';
import { isDoc, type Doc } from '../types.ts';
import { withField } from './join.ts';
import { scopeIn, type PipelineContext, type Stage } from './stage.ts';

// Windows: https://www.mongodb.com/docs/manual/reference/operator/aggregation/setWindowFields/

interface Partition {
  documents: Doc[];
  sortBy: Doc | undefined;
  context: PipelineContext;
}

type Ranking = (partition: Partition, given: unknown) => unknown[];

function each(partition: Partition, expression: unknown): unknown[] {
  return partition.documents.map((document) => evaluate(expression, scopeIn(partition.context, document)));
}

function needsSort(name: string, { sortBy }: Partition): Doc {
  if (!sortBy) throw new MongoServerError(5371602, `${name} must be specified with a top level sortBy expression`);
  return sortBy;
}

function ranks(name: string, step: (place: number, rank: number) => number): Ranking {
  return (partition) => {
    const order = sorter(needsSort(name, partition));
    let rank = 0;
    return partition.documents.map((document, place) => {
      if (place === 0 || order(partition.documents[place - 1], document) !== 0) rank = step(place, rank);
      return rank;
    });
  };
}

function sortValues(name: string, partition: Partition): number[] {
  const field = Object.keys(needsSort(name, partition))[0]!;
  return partition.documents.map((document) => Number(read(document, field.split('.'))));
}

function filledLinearly(partition: Partition, values: unknown[]): unknown[] {
  const at = sortValues('$linearFill', partition);
  return values.map((value, place) => {
    if (value !== null && value !== undefined) return value;
    const before = values.findLastIndex((other, index) => index < place && other !== null && other !== undefined);
    const after = values.findIndex((other, index) => index > place && other !== null && other !== undefined);
    if (before < 0 || after < 0) return null;
    return Number(values[before]) + ((Number(values[after]) - Number(values[before])) * (at[place]! - at[before]!)) / (at[after]! - at[before]!);
  });
}

const UNIT_MS: Record<string, number> = { week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };

const rankings: Record<string, Ranking> = {
  $documentNumber: (partition) => {
    needsSort('$documentNumber', partition);
    return partition.documents.map((_, place) => place + 1);
  },
  $rank: ranks('$rank', (place) => place + 1),
  $denseRank: ranks('$denseRank', (_, rank) => rank + 1),
  $shift: (partition, given) => {
    needsSort('$shift', partition);
    if (!isDoc(given)) throw new MongoServerError(9, '$shift takes an object with the parts output and by');
    return partition.documents.map((document, place) => {
      const other = partition.documents[place + Number(given.by)];
      return other === undefined ? evaluate(given.default ?? null, scopeIn(partition.context, document)) : evaluate(given.output, scopeIn(partition.context, other)) ?? null;
    });
  },
  $locf: (partition, given) => {
    let last: unknown = null;
    return each(partition, given).map((value) => (last = value ?? last));
  },
  $linearFill: (partition, given) => filledLinearly(partition, each(partition, given)),
  $expMovingAvg: (partition, given) => {
    needsSort('$expMovingAvg', partition);
    if (!isDoc(given)) throw new MongoServerError(9, '$expMovingAvg takes an object with the parts input and N or alpha');
    const weight = given.alpha === undefined ? 2 / (Number(given.N) + 1) : Number(given.alpha);
    let average: number | undefined;
    return each(partition, given.input).map((value) => {
      if (typeof value === 'number') average = average === undefined ? value : value * weight + average * (1 - weight);
      return average ?? null;
    });
  },
};

/** The places of the first and last document of the window of each document; none when last is before first. */
function windowOf(partition: Partition, window: Doc | undefined): (place: number) => [number, number] {
  const last = partition.documents.length - 1;
  if (!window || (window.documents === undefined && window.range === undefined)) return () => [0, last];
  if (window.documents !== undefined) {
    const [from, to] = bounds(window.documents);
    return (place) => [from === 'unbounded' ? 0 : Math.max(0, place + offset(from)), to === 'unbounded' ? last : Math.min(last, place + offset(to))];
  }
  const [from, to] = bounds(window.range);
  const field = Object.keys(needsSort('A range window', partition))[0]!;
  const values = partition.documents.map((document) => read(document, field.split('.')));
  const moved = (value: unknown, by: unknown): unknown => (value instanceof Date ? addTo(value, window.unit ?? 'millisecond', offset(by), 'UTC') : Number(value) + offset(by));
  return (place) => {
    const low = from === 'unbounded' ? 0 : values.findIndex((value) => compare(value, moved(values[place], from)) >= 0);
    const high = to === 'unbounded' ? last : values.findLastIndex((value) => compare(value, moved(values[place], to)) <= 0);
    return low < 0 ? [0, -1] : [low, high];
  };
}

function bounds(given: unknown): [unknown, unknown] {
  if (!Array.isArray(given) || given.length !== 2) throw new MongoServerError(9, 'Window bounds must be a 2-element array');
  return given as [unknown, unknown];
}

function offset(bound: unknown): number {
  return bound === 'current' ? 0 : Number(bound);
}

function change(name: string, partition: Partition, given: unknown, window: Doc | undefined): unknown[] {
  if (!isDoc(given)) throw new MongoServerError(9, `${name} takes an object with the parts input and unit`);
  const at = sortValues(name, partition);
  const values = each(partition, given.input).map(Number);
  const unit = given.unit === undefined ? 1 : UNIT_MS[String(given.unit)] ?? 1;
  const windowAt = windowOf(partition, window);
  return values.map((_, place) => {
    const [from, to] = windowAt(place);
    if (name === '$derivative') return to <= from ? null : (values[to]! - values[from]!) / ((at[to]! - at[from]!) / unit);
    let area = 0;
    for (let index = from + 1; index <= to; index += 1) area += ((values[index]! + values[index - 1]!) / 2) * ((at[index]! - at[index - 1]!) / unit);
    return to < from ? null : area;
  });
}

function valuesFor(partition: Partition, given: unknown, field: string): unknown[] {
  const operator = isDoc(given) ? Object.keys(given).find((name) => name.startsWith('$')) : undefined;
  if (!isDoc(given) || operator === undefined) throw new MongoServerError(9, `The field '${field}' must hold a window operator, such as { $sum: "$price" }`);
  const window = isDoc(given.window) ? given.window : undefined;
  if (operator === '$derivative' || operator === '$integral') return change(operator, partition, given[operator], window);
  if (Object.hasOwn(rankings, operator)) {
    if (window) throw new MongoServerError(5371601, `${operator} does not accept a 'window' field`);
    return rankings[operator]!(partition, given[operator]);
  }
  if (!Object.hasOwn(accumulators, operator)) throw new MongoServerError(9, `Unrecognized window function, ${operator}`);
  const windowAt = windowOf(partition, window);
  return partition.documents.map((_, place) => {
    const [from, to] = windowAt(place);
    return accumulators[operator]!(partition.documents.slice(from, to + 1), given[operator], (expression, document) => evaluate(expression, scopeIn(partition.context, document)));
  });
}

export const setWindowFields: Stage = (documents, given, context) => {
  if (!isDoc(given) || !isDoc(given.output)) throw new MongoServerError(9, 'the $setWindowFields stage specification must be an object with the part output');
  const sortBy = isDoc(given.sortBy) ? given.sortBy : undefined;
  const partitions = new Map<string, { id: unknown; documents: Doc[] }>();
  for (const document of documents) {
    const id = given.partitionBy === undefined ? null : evaluate(given.partitionBy, scopeIn(context, document));
    const found = partitions.get(keyOf(id)) ?? { id, documents: [] };
    found.documents.push(document);
    partitions.set(keyOf(id), found);
  }
  return [...partitions.values()].sort((a, b) => compare(a.id, b.id)).flatMap(({ documents: own }) => {
    const partition: Partition = { documents: sortBy ? sortDocuments(own, sortBy) : own, sortBy, context };
    const output = given.output as Doc;
    let made = partition.documents;
    for (const field of Object.keys(output)) {
      const values = valuesFor(partition, output[field], field);
      made = made.map((document, place) => withField(document, field, values[place] ?? null));
    }
    return made;
  });
};

/** Puts values where there are none: https://www.mongodb.com/docs/manual/reference/operator/aggregation/fill/ */
export const fill: Stage = (documents, given, context) => {
  if (!isDoc(given) || !isDoc(given.output)) throw new MongoServerError(9, 'the $fill stage specification must be an object with the part output');
  const partitionBy = given.partitionBy ?? (Array.isArray(given.partitionByFields) ? Object.fromEntries(given.partitionByFields.map((field) => [String(field).replaceAll('.', '_'), `$${String(field)}`])) : undefined);
  let made = documents;
  for (const field of Object.keys(given.output)) {
    const how = given.output[field];
    if (!isDoc(how)) throw new MongoServerError(9, '$fill takes { value: … } or { method: … } for each field');
    if (how.method === undefined) {
      made = made.map((document) => ((read(document, field.split('.')) ?? null) === null ? withField(document, field, evaluate(how.value, scopeIn(context, document))) : document));
    } else {
      const operator = how.method === 'linear' ? '$linearFill' : '$locf';
      made = setWindowFields(made, { ...(partitionBy === undefined ? {} : { partitionBy }), ...(given.sortBy === undefined ? {} : { sortBy: given.sortBy }), output: { [field]: { [operator]: `$${field}` } } }, context);
    }
  }
  return made;
};

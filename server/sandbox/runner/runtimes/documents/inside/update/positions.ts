import { badValue, failedToParse } from '../errors.ts';
import type { Compiling, Test } from '../match-operators.ts';
import { read } from '../paths.ts';
import { printKey } from '../store/keys.ts';
import { isDoc, type Doc } from '../types.ts';

// The positional operators: $ is the item that the filter found, $[] all, $[name] those that an array filter wants.
// https://www.mongodb.com/docs/manual/reference/operator/update/positional/

/** Array filters by the name that they begin with. @throws MongoServerError */
export function readArrayFilters(given: unknown, compiling: Compiling): Map<string, Test> {
  const found = new Map<string, Test>();
  if (given === undefined) return found;
  if (!Array.isArray(given)) throw failedToParse('BSON field \'update.updates.arrayFilters\' has to be an array');
  for (const filter of given) {
    const names = isDoc(filter) ? [...namesIn(filter)] : [];
    if (names.length === 0) throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (names.length > 1) throw failedToParse(`Error parsing array filter :: caused by :: Expected a single top-level field name, found '${names[0]}' and '${names[1]}'`);
    const name = names[0]!;
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) throw badValue(`Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`);
    if (found.has(name)) throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    const test = compiling.filter(filter);
    found.set(name, (item) => test({ [name]: item }));
  }
  return found;
}

function namesIn(filter: Doc): Set<string> {
  const names = new Set<string>();
  for (const key of Object.keys(filter)) {
    const held = filter[key];
    if (key.startsWith('$') && Array.isArray(held)) for (const each of held) for (const name of isDoc(each) ? namesIn(each) : []) names.add(name);
    else names.add(key.split('.')[0]!);
  }
  return names;
}

/** The conditions that a filter sets on a list or on fields of its items; those of `$and` too. */
function conditionsOn(filter: Doc, path: string): Doc[] {
  return Object.keys(filter).flatMap((key) => {
    const held = filter[key];
    if ((key === '$and' || key === '$or') && Array.isArray(held)) return held.flatMap((each) => (isDoc(each) ? conditionsOn(each, path) : []));
    return key === path || key.startsWith(`${path}.`) ? [{ [key]: held } as Doc] : [];
  });
}

/** The place of the item by which the filter found the document. */
export function matchedPlace(document: Doc, filter: Doc, path: string[], compiling: Compiling): number {
  const name = path.join('.');
  const list = read(document, path);
  const conditions = conditionsOn(filter, name);
  if (Array.isArray(list) && conditions.length > 0) {
    const tests = conditions.map((condition) => compiling.filter(condition));
    const place = list.findIndex((item) => tests.every((test) => test(nested(path, [item]))));
    if (place >= 0) return place;
    const last = list.findIndex((item) => tests.at(-1)!(nested(path, [item])));
    if (last >= 0) return last;
  }
  throw badValue('The positional operator did not find the match needed from the query.');
}

function nested(path: string[], value: unknown): unknown {
  return path.reduceRight((held, part) => ({ [part]: held }), value);
}

export interface Positions { filter: Doc; arrayFilters: Map<string, Test>; compiling: Compiling }

/** The paths that one with positional operators stands for in a document. */
export function placesOf(document: Doc, path: string[], positions: Positions): string[][] {
  const at = path.findIndex((part) => part.startsWith('$'));
  if (at < 0) return [path];
  const before = path.slice(0, at);
  const part = path[at]!;
  const after = path.slice(at + 1);
  if (part === '$') return placesOf(document, [...before, String(matchedPlace(document, positions.filter, before, positions.compiling)), ...after], positions);
  const list = before.reduce<unknown>((held, key) => (Array.isArray(held) ? held[Number(key)] : isDoc(held) ? held[key] : undefined), document);
  if (list === undefined) throw badValue(`The path '${before.join('.')}' must exist in the document in order to apply array updates.`);
  if (!Array.isArray(list)) throw badValue(`Cannot apply array updates to non-array element ${before.at(-1)}: ${printKey(list)}`);
  const name = part.slice(2, -1);
  const test = name === '' ? () => true : positions.arrayFilters.get(name);
  if (!test) throw badValue(`No array filter found for identifier '${name}' in path '${path.join('.')}'`);
  return list.flatMap((item, place) => (test(item) ? placesOf(document, [...before, String(place), ...after], positions) : []));
}

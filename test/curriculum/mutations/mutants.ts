import { parse } from 'pgsql-parser';
import { changeOperators } from './changes.ts';
import { conditionOperators } from './conditions.ts';
import { orderOperator, queryOperators } from './queries.ts';
import { fragmentsOf, shortened } from './routines.ts';
import { tablesOf } from './schema.ts';
import { changed, fieldsOf, list, node, type Operator, type Spot, spotsOf, sql, type Tree, written } from './tree.ts';

/** A wrong solution. `id` says what was changed, and is unique among those of one solution. */
export interface Mutant { id: string; sql: string }

/** Statements that can be left out of several: what they do is missed. */
const LEFT_OUT = /^(Insert|Update|Delete|Create|Alter|Index|View|Rename|Drop)/;

/**
 * The mutants of SQL, each with one change. Those that read as the original or another mutant are left out.
 * @param schema what creates the tables
 * @param ordered whether the order of the last query's rows shows
 */
export async function mutantsOf(code: string, { schema = '', ordered }: { schema?: string; ordered: boolean }): Promise<{ original: string; mutants: Mutant[] }> {
  const tree = await parse(code) as unknown as Tree;
  const statements = list(tree.stmts);
  const last = statements.length - 1;
  const isLast = ({ type, path, above }: Spot) => ordered && type === 'SelectStmt' && above.every((one) => one.type === 'RawStmt') && path.includes(last);
  const tables = await tablesOf(schema);
  const queries = [...conditionOperators, ...queryOperators(tables), ...changeOperators];
  const operators = [...queries, orderOperator(isLast, tables)];
  const original = written(tree);
  const found: Mutant[] = mutate(tree, operators).map(({ what, tree: other }) => ({ id: what, sql: written(other) }));
  for (const [index, statement] of statements.entries()) {
    const type = Object.keys((statement as Tree).stmt as Tree)[0] ?? '';
    if (statements.length > 1 && LEFT_OUT.test(type)) found.push({ id: `without ${sql((statement as Tree).stmt).slice(0, 60)}`, sql: written({ ...tree, stmts: statements.toSpliced(index, 1) }) });
  }
  for (const spot of bodiesOf(tree)) {
    const body = String(spot.is.sval);
    for (const { what, body: other } of await mutateBody(body, queries)) found.push({ id: what, sql: written(changed(tree, spot, node('String', { sval: other }))) });
  }
  return { original, mutants: uniquely(found, original) };
}

function mutate(tree: Tree, operators: Operator[]): { what: string; tree: Tree }[] {
  return spotsOf(tree).flatMap((spot) => operators.flatMap((operator) => operator(spot)).map(({ what, to }) => ({ what, tree: changed(tree, spot, to) })));
}

/** The texts that are bodies in PL/pgSQL. */
function bodiesOf(tree: Tree): Spot[] {
  const routines = spotsOf(tree).filter(({ type, is }) => type === 'DoStmt' || (type === 'CreateFunctionStmt' && list(is.options).some((option) => fieldsOf(fieldsOf(option, 'DefElem').arg, 'String').sval === 'plpgsql')));
  return routines.flatMap(({ path }) => spotsOf(tree).filter((spot) => spot.type === 'String' && path.every((key, index) => spot.path[index] === key) && spot.above.some(({ type, is }) => type === 'DefElem' && is.defname === 'as')));
}

async function mutateBody(body: string, operators: Operator[]): Promise<{ what: string; body: string }[]> {
  const found = shortened(body);
  for (const { start, end, kind } of fragmentsOf(body)) {
    const text = body.slice(start, end);
    const tree = await parse(kind === 'expression' ? `select ${text}` : text) as unknown as Tree;
    for (const { what, tree: other } of mutate(tree, operators)) found.push({ what, body: body.slice(0, start) + written(other).replace(kind === 'expression' ? /^select /i : /^/, '') + body.slice(end) });
  }
  return found;
}

/** So that it fits into a line of a report. */
const ID_LENGTH = 120;

/** Without repetitions; equal descriptions are told apart by a number. */
function uniquely(found: Mutant[], original: string): Mutant[] {
  const texts = new Set([original]);
  const times = new Map<string, number>();
  return found.flatMap(({ id: whole, sql }) => {
    if (texts.has(sql)) return [];
    texts.add(sql);
    const id = whole.length > ID_LENGTH ? `${whole.slice(0, ID_LENGTH)}…` : whole;
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    return [{ sql, id: time === 1 ? id : `${id} (${time})` }];
  });
}


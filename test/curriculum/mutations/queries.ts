import type { Table } from './schema.ts';
import { type Change, fieldsOf, list, nameList, names, node, type Operator, type Spot, sql, type Tree, within, without } from './tree.ts';

// What is easily got wrong in a query: joins, groups, order, windows.

type Tables = ReadonlyMap<string, Table>;

const joinWords: Record<string, string> = { JOIN_INNER: 'join', JOIN_LEFT: 'left join', JOIN_RIGHT: 'right join', JOIN_FULL: 'full join' };

function join({ type, is }: Spot): Change[] {
  if (type !== 'JoinExpr') return [];
  const what = `${joinWords[String(is.jointype)] ?? is.jointype} ${sql(is.rarg)}`;
  return [
    ...Object.keys(joinWords).filter((kind) => kind !== is.jointype).map((jointype) => ({ what: `${what} → ${joinWords[jointype]}`, to: node(type, { ...is, jointype }) })),
    ...(is.quals ? [{ what: `${what} without its condition`, to: node(type, { ...is, jointype: 'JOIN_INNER', quals: undefined }) }] : []),
    { what: `without ${what}`, to: is.larg as Tree },
  ];
}

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max', 'jsonb_agg', 'string_agg']);

function isAggregate(call: Tree): boolean {
  const fields = fieldsOf(call, 'FuncCall');
  return AGGREGATES.has(names(fields.funcname).at(-1) ?? '') && !fields.over;
}

/** Whether nobody could tell a select with DISTINCT from one without by its place in the statement. */
function isAskedForRows({ above }: Spot): boolean {
  return above.some(({ type, is }) => (type === 'SubLink' && is.subLinkType !== 'ARRAY_SUBLINK') || type === 'InsertStmt');
}

/** Whether its rows differ anyway: of one table, with its key. */
function areDistinct(is: Tree, tables: Tables): boolean {
  const [from, ...more] = list(is.fromClause);
  const { key = [] } = tables.get(String(fieldsOf(from, 'RangeVar').relname)) ?? {};
  const columns = list(is.targetList).map((target) => names(fieldsOf(fieldsOf(target, 'ResTarget').val, 'ColumnRef').fields).at(-1));
  return more.length === 0 && key.length > 0 && key.every((column) => columns.includes(column));
}

function select(spot: Spot, tables: Tables): Change[] {
  const { type, is } = spot;
  if (type !== 'SelectStmt') return [];
  const to = (what: string, fields: Tree): Change => ({ what, to: node(type, { ...is, ...fields }) });
  const where = is.whereClause ? [
    to('without where', { whereClause: undefined }),
    ...('BoolExpr' in (is.whereClause as Tree) ? [] : [to('where not', { whereClause: node('BoolExpr', { boolop: 'NOT_EXPR', args: [is.whereClause] }) })]),
  ] : [];
  const aggregates = within(is.targetList, 'FuncCall').some(isAggregate);
  const distinct = is.distinctClause
    ? [to('without distinct', { distinctClause: undefined })]
    : is.fromClause && !aggregates && !is.groupClause && !isAskedForRows(spot) && !areDistinct(is, tables) ? [to('with distinct', { distinctClause: [{}] })] : [];
  return [...where, ...distinct, ...groups(is).map(([what, fields]) => to(what, fields)), ...setOperation(is)];
}

function groups(is: Tree): [string, Tree][] {
  const by = list(is.groupClause);
  const written = new Set(by.map(sql));
  const counted = within(is.targetList, 'FuncCall').filter(isAggregate).flatMap((call) => within(fieldsOf(call, 'FuncCall').args, 'ColumnRef'));
  const more = new Map(counted.map((column) => [sql(column), column]));
  return [
    ...by.map((column, index): [string, Tree] => [`group by without ${sql(column)}`, { groupClause: without(by, index) }]),
    ...(by.length === 0 ? [] : [...more].filter(([text]) => !written.has(text)).map(([text, column]): [string, Tree] => [`group by ${text} as well`, { groupClause: [...by, column] }])),
    ...(is.havingClause ? [['without having', { havingClause: undefined }] satisfies [string, Tree]] : []),
  ];
}

const setWords: Record<string, string> = { SETOP_UNION: 'union', SETOP_INTERSECT: 'intersect', SETOP_EXCEPT: 'except' };

function setOperation(is: Tree): Change[] {
  const word = setWords[String(is.op)];
  if (word === undefined) return [];
  const half = (key: 'larg' | 'rarg') => node('SelectStmt', { ...is[key] as Tree, ...(is.withClause ? { withClause: is.withClause } : {}) });
  return [
    { what: `${word}${is.all ? ' all → ' : ' → '}${word}${is.all ? '' : ' all'}`, to: node('SelectStmt', { ...is, all: is.all ? undefined : true }) },
    ...Object.keys(setWords).filter((op) => op !== is.op).map((op) => ({ what: `${word} → ${setWords[op]}`, to: node('SelectStmt', { ...is, op }) })),
    { what: `only what stands before ${word}`, to: half('larg') }, { what: `only what stands after ${word}`, to: half('rarg') },
  ];
}

/** Changes of an ORDER BY, each with the list that is left of it. */
function orders(sorts: Tree['x'], tables: Tables): [string, Tree['x']][] {
  const by = list(sorts);
  const other = (index: number, fields: Tree) => by.with(index, node('SortBy', { ...fieldsOf(by[index], 'SortBy'), ...fields }));
  return [
    ...by.flatMap((one, index): [string, Tree['x']][] => {
      const { sortby_dir: direction, sortby_nulls: nulls } = fieldsOf(one, 'SortBy');
      const isDown = direction === 'SORTBY_DESC';
      const nullsFirst = nulls === 'SORTBY_NULLS_DEFAULT' ? isDown : nulls === 'SORTBY_NULLS_FIRST';
      return [
        [`order by without ${sql(one)}`, without(by, index)],
        [`order by ${sql(one)} the other way`, other(index, { sortby_dir: isDown ? 'SORTBY_ASC' : 'SORTBY_DESC', sortby_nulls: nullsFirst ? 'SORTBY_NULLS_FIRST' : 'SORTBY_NULLS_LAST' })],
        ...(isNeverNull(fieldsOf(one, 'SortBy').node, tables) ? [] : [[`order by ${sql(one)}, NULLs at the other end`, other(index, { sortby_nulls: nullsFirst ? 'SORTBY_NULLS_LAST' : 'SORTBY_NULLS_FIRST' })] satisfies [string, Tree['x']]]),
      ];
    }),
    ...by.slice(1).map((_, index): [string, Tree['x']] => [`order by ${sql(by[index + 1])} before ${sql(by[index])}`, by.with(index, by[index + 1]!).with(index + 1, by[index]!)]),
  ];
}

/** Whether a column of this name is NOT NULL in every table that has one. */
function isNeverNull(value: Tree['x'], tables: Tables): boolean {
  const column = names(fieldsOf(value, 'ColumnRef').fields).at(-1);
  const having = [...tables.values()].filter(({ columns }) => columns.has(column ?? ''));
  return column !== undefined && having.length > 0 && having.every(({ notNull }) => notNull.has(column));
}

function limit({ type, is }: Spot): Change[] {
  if (type !== 'SelectStmt') return [];
  return (['limitCount', 'limitOffset'] as const).filter((key) => is[key]).map((key) => ({
    what: `without ${key === 'limitCount' ? 'limit' : 'offset'}`, to: node(type, { ...is, [key]: undefined, limitOption: key === 'limitCount' ? 'LIMIT_OPTION_DEFAULT' : is.limitOption }),
  }));
}

/** For selects whose order shows: in the answer, or because only the first rows are taken. */
export function orderOperator(isShown: (spot: Spot) => boolean, tables: Tables): Operator {
  return (spot) => {
    const { type, is } = spot;
    if (type !== 'SelectStmt' || !is.sortClause || !(is.limitCount || isShown(spot))) return [];
    return orders(is.sortClause, tables).map(([what, sortClause]) => ({ what, to: node(type, { ...is, sortClause }) }));
  };
}

const instead: Record<string, string[]> = {
  sum: ['avg', 'max'], avg: ['sum', 'max'], max: ['min', 'sum'], min: ['max', 'sum'],
  rank: ['dense_rank', 'row_number'], dense_rank: ['rank', 'row_number'], row_number: ['rank', 'dense_rank'],
  lag: ['lead'], lead: ['lag'], first_value: ['last_value'], last_value: ['first_value'],
};
const UNWRAPPED = new Set(['lower', 'upper', 'round', 'trim', 'abs', 'date_trunc']);

function call(spot: Spot, tables: Tables): Change[] {
  const { type, is } = spot;
  if (type !== 'FuncCall') return [];
  const name = names(is.funcname).at(-1) ?? '';
  const to = (what: string, fields: Tree): Change => ({ what: `${what}: ${sql(node(type, is))}`, to: node(type, { ...is, ...fields }) });
  const [first] = list(is.args);
  return [
    ...(instead[name] ?? []).map((other) => to(`${name} → ${other}`, { funcname: nameList(other) })),
    ...(UNWRAPPED.has(name) && first ? [{ what: `without ${name}: ${sql(node(type, is))}`, to: first as Tree }] : []),
    ...(name === 'count' ? counts(spot).map(([what, fields]) => to(what, fields)) : []),
    ...(['count', 'sum', 'avg'].includes(name) && first && !is.over ? [to(is.agg_distinct ? 'without distinct' : 'with distinct', { agg_distinct: is.agg_distinct ? undefined : true })] : []),
    ...(is.agg_filter ? [to('without filter', { agg_filter: undefined }), to('filter not', { agg_filter: node('BoolExpr', { boolop: 'NOT_EXPR', args: [is.agg_filter] }) })] : []),
    ...orders(is.agg_order, tables).map(([what, agg_order]) => to(what, { agg_order })),
    ...(is.over ? window(is.over as Tree, !AGGREGATES.has(name), tables).map(([what, over]) => to(what, { over })) : []),
  ];
}

/** Of what is counted: all rows instead of a column, or a column that the select names instead of all rows. */
function counts({ is, above }: Spot): [string, Tree][] {
  if (!is.agg_star) return [['count → count(*)', { agg_star: true, args: undefined, agg_distinct: undefined }]];
  const columns = above.find(({ type }) => type === 'SelectStmt')?.is;
  const by = new Set(list(columns?.groupClause).map((one) => sql(namedBy(one, list(columns?.targetList)))));
  const found = new Map(within(columns?.targetList, 'ColumnRef').map((column) => [sql(column), column]));
  return [...found].filter(([text]) => !by.has(text)).map(([text, column]) => [`count(*) → count(${text})`, { agg_star: undefined, args: [column] }]);
}

/** What `group by 1` means. */
function namedBy(one: Tree['x'], targets: Tree['x'][]): Tree['x'] {
  const position = (fieldsOf(one, 'A_Const').ival as Tree | undefined)?.ival;
  return typeof position === 'number' ? fieldsOf(targets[position - 1], 'ResTarget').val : one;
}

/** Bits of frameOptions: https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h */
const frame = { nonDefault: 0x1, range: 0x2, rows: 0x4, groups: 0x8, between: 0x10, fromFirst: 0x20, toLast: 0x100, toCurrent: 0x400, fromOffset: 0x800 };

/** @param whole whether the function looks at the whole partition whatever the frame is, as rank and lag do */
function window(over: Tree, whole: boolean, tables: Tables): [string, Tree][] {
  const partition = list(over.partitionClause);
  const options = Number(over.frameOptions);
  const framed = (words: string, frameOptions: number): [string, Tree] => [`over ${words}`, { ...over, frameOptions: frameOptions | frame.nonDefault | frame.between }];
  const units = options & (frame.range | frame.rows | frame.groups);
  const frames = whole || !over.orderClause ? [] : [
    framed('rows up to the last', (options & ~frame.toCurrent) | frame.toLast),
    ...(options & frame.fromOffset ? [
      framed('rows from the first', (options & ~frame.fromOffset) | frame.fromFirst),
      framed('rows ↔ groups', (options & ~units) | (units === frame.groups ? frame.rows : frame.groups)),
    ] : [framed('range ↔ rows', (options & ~units) | (units === frame.range ? frame.rows : frame.range))]),
  ].map(([what, fields]): [string, Tree] => [what, (fields.frameOptions as number) & frame.fromOffset ? fields : { ...fields, startOffset: undefined }]);
  return [
    ...partition.map((column, index): [string, Tree] => [`partition without ${sql(column)}`, { ...over, partitionClause: without(partition, index) }]),
    ...orders(over.orderClause, tables).map(([what, orderClause]): [string, Tree] => [`over ${what}`, { ...over, orderClause }]),
    ...frames,
  ];
}

/** The changes of queries on these tables. */
export function queryOperators(tables: Tables): Operator[] {
  return [join, (spot) => select(spot, tables), limit, (spot) => call(spot, tables)];
}

import { type Change, fieldsOf, list, nameList, names, node, type Operator, type Spot, sql, type Tree, within, without } from './tree.ts';

// What is easily got wrong in a condition or a calculation.

const others: Record<string, string[]> = {
  '=': ['<>'], '<>': ['='], '<': ['<=', '>', '>='], '<=': ['<', '>=', '>'], '>': ['>=', '<', '<='], '>=': ['>', '<=', '<'],
  '+': ['-'], '-': ['+'], '*': ['/', '+'], '/': ['*'], '%': ['/'], '->': ['->>'], '->>': ['->'],
};
const CALCULATES = new Set(['+', '-', '*', '/', '%', '||']);
/** With these, a op b is not b op a. */
const HAS_SIDES = new Set(['-', '/', '%', '||']);

function expression({ type, is }: Spot): Change[] {
  if (type !== 'A_Expr') return [];
  const operator = names(is.name)[0] ?? '';
  const to = (what: string, fields: Tree): Change => ({ what: `${what}: ${sql(node(type, is))}`, to: node(type, { ...is, ...fields }) });
  switch (is.kind) {
    case 'AEXPR_OP':
      return [
        ...(others[operator] ?? []).map((other) => to(`${operator} → ${other}`, { name: nameList(other) })),
        ...(CALCULATES.has(operator) && is.lexpr ? [
          { what: `only the left of ${sql(node(type, is))}`, to: is.lexpr as Tree },
          { what: `only the right of ${sql(node(type, is))}`, to: is.rexpr as Tree },
        ] : []),
        ...(HAS_SIDES.has(operator) && is.lexpr ? [to('sides exchanged', { lexpr: is.rexpr, rexpr: is.lexpr })] : []),
      ];
    case 'AEXPR_DISTINCT': return [to('is distinct from → <>', { kind: 'AEXPR_OP', name: nameList('<>') }), to('is distinct from → is not distinct from', { kind: 'AEXPR_NOT_DISTINCT' })];
    case 'AEXPR_NOT_DISTINCT': return [to('is not distinct from → =', { kind: 'AEXPR_OP', name: nameList('=') }), to('is not distinct from → is distinct from', { kind: 'AEXPR_DISTINCT' })];
    case 'AEXPR_IN': {
      const items = list(fieldsOf(is.rexpr, 'List').items);
      return [
        to('in ↔ not in', { name: nameList(operator === '=' ? '<>' : '=') }),
        ...(items.length < 2 ? [] : items.map((item, index) => to(`in without ${sql(item)}`, { rexpr: node('List', { items: without(items, index) }) }))),
      ];
    }
    case 'AEXPR_BETWEEN': return between(is);
    case 'AEXPR_LIKE': case 'AEXPR_ILIKE': return pattern(is, operator);
    default: return [];
  }
}

function between(is: Tree): Change[] {
  const [low, high] = list(fieldsOf(is.rexpr, 'List').items);
  const compare = (operator: string, bound: Tree['x']) => node('A_Expr', { kind: 'AEXPR_OP', name: nameList(operator), lexpr: is.lexpr, rexpr: bound });
  const both = (one: string, other: string) => node('BoolExpr', { boolop: 'AND_EXPR', args: [compare(one, low), compare(other, high)] });
  const text = sql(node('A_Expr', is));
  return [
    { what: `without the lower bound: ${text}`, to: compare('<=', high) }, { what: `without the upper bound: ${text}`, to: compare('>=', low) },
    { what: `lower bound excluded: ${text}`, to: both('>', '<=') }, { what: `upper bound excluded: ${text}`, to: both('>=', '<') },
    { what: `between → not between: ${text}`, to: node('A_Expr', { ...is, kind: 'AEXPR_NOT_BETWEEN', name: nameList('NOT BETWEEN') }) },
  ];
}

function pattern(is: Tree, operator: string): Change[] {
  const text = String((fieldsOf(is.rexpr, 'A_Const').sval as Tree | undefined)?.sval ?? '');
  const other = (sval: string): Change => ({ what: `like '${text}' → '${sval}'`, to: node('A_Expr', { ...is, rexpr: node('A_Const', { sval: { sval } }) }) });
  const isLike = is.kind === 'AEXPR_LIKE';
  const isNot = operator.startsWith('!');
  return [
    { what: `like ↔ ilike '${text}'`, to: node('A_Expr', { ...is, kind: isLike ? 'AEXPR_ILIKE' : 'AEXPR_LIKE', name: nameList(`${isNot ? '!' : ''}${isLike ? '~~*' : '~~'}`) }) },
    { what: `like ↔ not like '${text}'`, to: node('A_Expr', { ...is, name: nameList(isNot ? operator.slice(1) : `!${operator}`) }) },
    ...(text.startsWith('%') ? [other(text.slice(1))] : [other(`%${text}`)]), ...(text.endsWith('%') ? [other(text.slice(0, -1))] : [other(`${text}%`)]),
  ];
}

function logic({ type, is }: Spot): Change[] {
  if (type !== 'BoolExpr') return [];
  const args = list(is.args);
  if (is.boolop === 'NOT_EXPR') return [{ what: `without not: ${sql(args[0])}`, to: args[0] as Tree }, ...notIn(args[0] as Tree)];
  const word = is.boolop === 'AND_EXPR' ? 'and' : 'or';
  const left = (index: number): Tree => (args.length === 2 ? args[1 - index] as Tree : node(type, { ...is, args: without(args, index) }));
  return [
    ...args.map((arg, index) => ({ what: `without ${sql(arg)}`, to: left(index) })),
    { what: `${word} ↔ ${word === 'and' ? 'or' : 'and'}: ${sql(node(type, is))}`, to: node(type, { ...is, boolop: word === 'and' ? 'OR_EXPR' : 'AND_EXPR' }) },
  ];
}

/** `not exists (select from t where t.x = outer.y and …)` as `outer.y not in (select t.x from t where …)`, which NULL makes differ. */
function notIn(exists: Tree): Change[] {
  const link = fieldsOf(exists, 'SubLink');
  const select = fieldsOf(link.subselect, 'SelectStmt');
  if (link.subLinkType !== 'EXISTS_SUBLINK' || !select.whereClause) return [];
  const own = within(select.fromClause, 'RangeVar').map((table) => fieldsOf(table, 'RangeVar')).map(({ relname, alias }) => String((alias as Tree | undefined)?.aliasname ?? relname));
  const parts = 'BoolExpr' in (select.whereClause as Tree) && fieldsOf(select.whereClause, 'BoolExpr').boolop === 'AND_EXPR' ? list(fieldsOf(select.whereClause, 'BoolExpr').args) : [select.whereClause];
  const isOwn = (side: Tree['x']) => within(side, 'ColumnRef').every((column) => own.includes(names(fieldsOf(column, 'ColumnRef').fields)[0] ?? ''));
  for (const [index, part] of parts.entries()) {
    const { lexpr, rexpr, name } = fieldsOf(part, 'A_Expr');
    if (names(name)[0] !== '=' || isOwn(lexpr) === isOwn(rexpr)) continue;
    const [inner, outer] = isOwn(lexpr) ? [lexpr, rexpr] : [rexpr, lexpr];
    const rest = parts.toSpliced(index, 1);
    const whereClause = rest.length > 1 ? node('BoolExpr', { boolop: 'AND_EXPR', args: rest }) : rest[0];
    const subselect = node('SelectStmt', { ...select, targetList: [node('ResTarget', { val: inner })], whereClause });
    return [{ what: `not exists → ${sql(outer)} not in`, to: node('BoolExpr', { boolop: 'NOT_EXPR', args: [node('SubLink', { subLinkType: 'ANY_SUBLINK', testexpr: outer, subselect })] }) }];
  }
  return [];
}

function missing({ type, is, above }: Spot): Change[] {
  switch (type) {
    case 'NullTest': return [{ what: `is null ↔ is not null: ${sql(node(type, is))}`, to: node(type, { ...is, nulltesttype: is.nulltesttype === 'IS_NULL' ? 'IS_NOT_NULL' : 'IS_NULL' }) }];
    case 'CoalesceExpr': return list(is.args).map((_, index, { length }) => {
      const left = without(is.args, index);
      return { what: `without ${sql(list(is.args)[index])}: ${sql(node(type, is))}`, to: length === 2 ? list(left)[0] as Tree : node(type, { ...is, args: left }) };
    });
    case 'SubLink': return is.subLinkType === 'EXISTS_SUBLINK' && above[0]?.is.boolop !== 'NOT_EXPR' ? [{ what: 'exists → not exists', to: node('BoolExpr', { boolop: 'NOT_EXPR', args: [node(type, is)] }) }] : [];
    case 'CaseExpr': return [
      ...list(is.args).map((when, index, { length }) => ({ what: `case without ${sql(fieldsOf(when, 'CaseWhen').expr)}`, to: length === 1 ? is.defresult as Tree : node(type, { ...is, args: without(is.args, index) }) })),
      ...(is.defresult ? [{ what: `case without else ${sql(is.defresult)}`, to: node(type, { ...is, defresult: undefined }) }] : []),
    ].filter(({ to }) => to);
    case 'TypeCast': return above[0]?.type === 'A_Const' || !is.arg || 'A_Const' in (is.arg as Tree) ? [] : [{ what: `without the cast: ${sql(node(type, is))}`, to: is.arg as Tree }];
    default: return [];
  }
}

const DAY_MS = 86_400_000;

/** The neighbours of a constant: a number more and less, a day or a second sooner and later, the other truth, another text. */
function constant(spot: Spot): Change[] {
  const { type, is, above } = spot;
  if (type !== 'A_Const' || !isCompared(spot)) return [];
  const instead = (fields: Tree, shown: string): Change => ({ what: `${sql(node(type, is))} → ${shown} in ${sql(node(above[0]!.type, above[0]!.is)).slice(0, 60)}`, to: node(type, fields) });
  if ('boolval' in is) {
    const boolval = !((is.boolval as Tree).boolval ?? false);
    return [instead({ boolval: boolval ? { boolval } : {} }, String(boolval))];
  }
  if ('ival' in is) {
    const value = Number((is.ival as Tree).ival ?? 0);
    return [value + 1, value - 1].filter((one) => one >= 0 || value <= 0).map((ival) => instead({ ival: ival === 0 ? {} : { ival } }, String(ival)));
  }
  if ('fval' in is) {
    const text = String((is.fval as Tree).fval);
    const decimals = text.split('.')[1]?.length ?? 0;
    return [1, -1].map((by) => (Number(text) + by * 10 ** -decimals).toFixed(decimals)).map((fval) => instead({ fval: { fval } }, fval));
  }
  if (!('sval' in is)) return [];
  const text = String((is.sval as Tree).sval ?? '');
  const moment = /^(\d{4}-\d\d-\d\d)( \d\d:\d\d:\d\d)?(Z?)$/.exec(text);
  if (!moment) return /^[[{]/.test(text) ? [] : [instead({ sval: { sval: `${text}x` } }, `'${text}x'`)];
  const at = Date.parse(`${text.replace(' ', 'T').replace(/Z$/, '')}${moment[2] ? '' : 'T00:00:00'}Z`);
  return [1, -1].map((by) => {
    const other = new Date(at + by * (moment[2] ? 1000 : DAY_MS)).toISOString();
    const sval = moment[2] ? `${other.slice(0, 10)} ${other.slice(11, 19)}${moment[3]}` : other.slice(0, 10);
    return instead({ sval: { sval } }, `'${sval}'`);
  });
}

/** Not a key of JSON, the name of a time zone, or the number of a column to sort or group by. */
function isCompared({ above: [holder], path }: Spot): boolean {
  switch (holder?.type) {
    case undefined: case 'SortBy': return false;
    case 'FuncCall': return names(holder.is.funcname).at(-1) === 'round';
    case 'A_Expr': return !names(holder.is.name)[0]?.startsWith('->');
    case 'SelectStmt': return !['groupClause', 'sortClause'].includes(String(path.at(-3)));
    default: return true;
  }
}

export const conditionOperators: Operator[] = [expression, logic, missing, constant];

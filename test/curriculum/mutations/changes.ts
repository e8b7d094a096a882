import { type Change, fieldsOf, list, names, node, type Operator, type Spot, sql, type Tree, without } from './tree.ts';

// What is easily forgotten in statements that change data or tables.

function data({ type, is }: Spot): Change[] {
  const to = (what: string, fields: Tree): Change => ({ what, to: node(type, { ...is, ...fields }) });
  const where = is.whereClause && (type === 'UpdateStmt' || type === 'DeleteStmt') ? [
    to('without where', { whereClause: undefined }),
    ...('BoolExpr' in (is.whereClause as Tree) ? [] : [to('where not', { whereClause: node('BoolExpr', { boolop: 'NOT_EXPR', args: [is.whereClause] }) })]),
  ] : [];
  const sets = list(is.targetList);
  const conflict = is.onConflictClause as Tree | undefined;
  return [
    ...where,
    ...(type === 'UpdateStmt' && sets.length > 1 ? sets.map((set, index) => to(`without setting ${String(fieldsOf(set, 'ResTarget').name)}`, { targetList: without(sets, index) })) : []),
    ...(conflict ? [
      to('without on conflict', { onConflictClause: undefined }),
      ...(conflict.action === 'ONCONFLICT_UPDATE' ? [to('on conflict do update → do nothing', { onConflictClause: { ...conflict, action: 'ONCONFLICT_NOTHING', targetList: undefined, whereClause: undefined } })] : []),
      ...(conflict.whereClause ? [to('on conflict without where', { onConflictClause: { ...conflict, whereClause: undefined } })] : []),
    ] : []),
  ];
}

const constraintWords: Record<string, string> = {
  CONSTR_NOTNULL: 'not null', CONSTR_UNIQUE: 'unique', CONSTR_PRIMARY: 'primary key', CONSTR_CHECK: 'check', CONSTR_FOREIGN: 'references', CONSTR_DEFAULT: 'default', CONSTR_IDENTITY: 'identity',
};

function wordsOf(constraint: Tree['x']): string {
  const { contype, keys, pktable, raw_expr: expression } = fieldsOf(constraint, 'Constraint');
  const more = [names(keys).join(', '), String((pktable as Tree | undefined)?.relname ?? ''), expression ? sql(expression) : ''].filter((text) => text !== '');
  return [constraintWords[String(contype)] ?? String(contype), ...more].join(' ');
}

function table({ type, is, above }: Spot): Change[] {
  if (type === 'ColumnDef') {
    const constraints = list(is.constraints);
    const has = (...kinds: string[]) => constraints.some((one) => kinds.includes(String(fieldsOf(one, 'Constraint').contype)));
    const isKey = list(above[0]?.is.tableElts).some((one) => fieldsOf(one, 'Constraint').contype === 'CONSTR_PRIMARY' && names(fieldsOf(one, 'Constraint').keys).includes(String(is.colname)));
    const notNull = node('Constraint', { contype: 'CONSTR_NOTNULL', is_enforced: true, initially_valid: true });
    return [
      ...constraints.map((one, index) => ({ what: `${is.colname} without ${wordsOf(one)}`, to: node(type, { ...is, constraints: without(constraints, index) }) })),
      ...(has('CONSTR_NOTNULL', 'CONSTR_PRIMARY') || isKey ? [] : [{ what: `${is.colname} not null`, to: node(type, { ...is, constraints: [...constraints, notNull] }) }]),
    ];
  }
  if (type !== 'CreateStmt') return [];
  const elements = list(is.tableElts);
  return elements.flatMap((one, index) => ('Constraint' in (one as Tree) ? [{ what: `without ${wordsOf(one)}`, to: node(type, { ...is, tableElts: without(elements, index) }) }] : []));
}

const deletions: Record<string, string> = { a: 'no action', c: 'cascade', n: 'set null' };

function constraint({ type, is }: Spot): Change[] {
  if (type !== 'Constraint') return [];
  const words = wordsOf(node(type, is));
  const to = (what: string, fields: Tree): Change => ({ what: `${words}: ${what}`, to: node(type, { ...is, ...fields }) });
  const keys = list(is.keys);
  return [
    ...(is.contype === 'CONSTR_FOREIGN' ? Object.keys(deletions).filter((action) => action !== is.fk_del_action).map((action) => to(`on delete ${deletions[action]}`, { fk_del_action: action })) : []),
    ...(keys.length > 1 ? keys.map((key, index) => to(`without ${names([key])[0]}`, { keys: without(keys, index) })) : []),
    ...(is.contype === 'CONSTR_PRIMARY' ? [to('only unique', { contype: 'CONSTR_UNIQUE' })] : []),
    ...(is.contype === 'CONSTR_CHECK' ? [to(is.skip_validation ? 'validated' : 'not valid', is.skip_validation ? { skip_validation: undefined, initially_valid: true } : { skip_validation: true, initially_valid: undefined })] : []),
    ...(is.deferrable ? [to('not deferrable', { deferrable: undefined, initdeferred: undefined }), to('deferred or not at first', { initdeferred: is.initdeferred ? undefined : true })] : []),
  ];
}

function index({ type, is }: Spot): Change[] {
  if (type !== 'IndexStmt') return [];
  const columns = list(is.indexParams);
  const to = (what: string, fields: Tree): Change => ({ what: `index ${what}`, to: node(type, { ...is, ...fields }) });
  return [
    to(is.unique ? 'not unique' : 'unique', { unique: is.unique ? undefined : true }),
    ...(is.whereClause ? [to('without where', { whereClause: undefined }), to('where not', { whereClause: node('BoolExpr', { boolop: 'NOT_EXPR', args: [is.whereClause] }) })] : []),
    ...(columns.length < 2 ? [] : columns.map((one, place) => to(`without ${nameOf(one)}`, { indexParams: without(columns, place) }))),
    ...columns.slice(1).map((one, place) => to(`with ${nameOf(one)} before ${nameOf(columns[place])}`, { indexParams: columns.with(place, one).with(place + 1, columns[place]!) })),
    ...columns.flatMap((one, place) => {
      const { expr, ...rest } = fieldsOf(one, 'IndexElem');
      const [inner] = list(fieldsOf(expr, 'FuncCall').args);
      const name = names(fieldsOf(inner, 'ColumnRef').fields)[0];
      return name === undefined ? [] : [to(`of ${name} itself`, { indexParams: columns.with(place, node('IndexElem', { ...rest, name })) })];
    }),
  ];
}

function nameOf(column: Tree['x']): string {
  const { name, expr } = fieldsOf(column, 'IndexElem');
  return expr ? sql(expr) : String(name);
}

function alteration({ type, is }: Spot): Change[] {
  const commands = list(is.cmds);
  if (type !== 'AlterTableStmt' || commands.length < 2) return [];
  return commands.map((one, place) => ({ what: `alter table without ${String(fieldsOf(one, 'AlterTableCmd').subtype)} ${String(fieldsOf(one, 'AlterTableCmd').name ?? '')}`.trim(), to: node(type, { ...is, cmds: without(commands, place) }) }));
}

/** https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_trigger.h */
const BEFORE = 2;
const events: Record<string, number> = { insert: 4, delete: 8, update: 16 };

function trigger({ type, is }: Spot): Change[] {
  if (type !== 'CreateTrigStmt') return [];
  const to = (what: string, fields: Tree): Change => ({ what: `trigger ${what}`, to: node(type, { ...is, ...fields }) });
  const asked = Number(is.events);
  return [
    to('before ↔ after', { timing: is.timing === BEFORE ? 0 : BEFORE }),
    to('for each row ↔ statement', { row: is.row ? undefined : true }),
    ...Object.entries(events).map(([word, bit]) => (asked & bit ? to(`without ${word}`, { events: asked & ~bit }) : to(`on ${word}, too`, { events: asked | bit }))).filter((change) => fieldsOf(change.to, type).events !== 0),
  ];
}

export const changeOperators: Operator[] = [data, table, constraint, index, alteration, trigger];

import { parse } from 'pgsql-parser';
import { fieldsOf, list, names, type Tree } from './tree.ts';

/** What a schema rules out, so that changes which cannot matter are not made. */
export interface Table { columns: Set<string>; key: string[]; notNull: Set<string> }

/** The tables that SQL creates, by name. */
export async function tablesOf(schema: string): Promise<Map<string, Table>> {
  if (schema.trim() === '') return new Map();
  const tree = await parse(schema) as unknown as Tree;
  return new Map(list(tree.stmts).flatMap((statement): [string, Table][] => {
    const { relation, tableElts } = fieldsOf((statement as Tree).stmt, 'CreateStmt');
    return relation ? [[String((relation as Tree).relname), tableOf(list(tableElts))]] : [];
  }));
}

function tableOf(elements: Tree['x'][]): Table {
  const columns = elements.map((element) => fieldsOf(element, 'ColumnDef')).filter(({ colname }) => colname !== undefined);
  const kinds = ({ constraints }: Tree) => list(constraints).map((one) => fieldsOf(one, 'Constraint').contype);
  const named = (...wanted: string[]) => columns.filter((column) => kinds(column).some((kind) => wanted.includes(String(kind)))).map(({ colname }) => String(colname));
  const ofTable = elements.map((element) => fieldsOf(element, 'Constraint')).find(({ contype }) => contype === 'CONSTR_PRIMARY');
  const key = [...named('CONSTR_PRIMARY'), ...names(ofTable?.keys)];
  return { columns: new Set(columns.map(({ colname }) => String(colname))), key, notNull: new Set([...key, ...named('CONSTR_NOTNULL')]) };
}

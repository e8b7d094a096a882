import type { ResultSet, SqlValue } from '../contract/observation.ts';

// Documents are compared as rows are, so that a difference can be told by the field it is in: every field that a document has on
// either side is a column. A field that is missing is not the same as one that is null.

type Fields = Map<string, string>;

/** Both results with a column for each field, where both hold documents and nothing else; otherwise as they are. */
export function spreadDocuments(expected: ResultSet, actual: ResultSet): [ResultSet, ResultSet] {
  const sides = [expected, actual].map(fieldsOf);
  const [wanted, came] = sides;
  if (!wanted || !came) return [expected, actual];
  const names = [...new Set([...wanted, ...came].flatMap((fields) => [...fields.keys()]))];
  if (names.length === 0) return [expected, actual];
  const columns = names.map((name) => ({ name, type: 'field' }));
  const spread = (result: ResultSet, documents: Fields[]): ResultSet => ({ ...result, columns, rows: documents.map((fields) => names.map((name): SqlValue => fields.get(name) ?? null)) });
  return [spread(expected, wanted), spread(actual, came)];
}

function fieldsOf({ columns, rows }: ResultSet): Fields[] | undefined {
  if (columns.length !== 1 || columns[0]?.type !== 'document') return undefined;
  const documents = rows.map(([cell]) => readFields(cell ?? 'null'));
  return documents.every((fields) => fields !== undefined) ? documents : undefined;
}

/** Fields beyond these make no columns that anybody could read. */
const MOST_FIELDS = 200;

function readFields(cell: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(cell);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    // {"$oid": …} and the like are values, not documents.
    if (entries.length === 0 || entries.length > MOST_FIELDS || entries.some(([name]) => name.startsWith('$'))) return undefined;
    return new Map(entries.map(([name, held]) => [name, JSON.stringify(held)]));
  } catch {
    return undefined;
  }
}

// What Postgres's types are called in SQL, and how their values stand in a table.

/** Postgres's names within: https://www.postgresql.org/docs/current/datatype.html, table 8.1 */
const names: Partial<Record<string, string>> = {
  int2: 'smallint', int4: 'integer', int8: 'bigint', float4: 'real', float8: 'double precision', bool: 'boolean', bpchar: 'char', timetz: 'time with zone',
};
const numeric = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'oid', 'money']);

/** The type as one writes it in SQL; arrays, which Postgres marks by an underscore, with their brackets. */
export function typeWords(type: string): string {
  return type.startsWith('_') ? `${typeWords(type.slice(1))}[]` : names[type] ?? type;
}

export function isNumeric(type: string | undefined): boolean {
  return type !== undefined && numeric.has(type);
}

/** A value as the cell of a table shows it: as Postgres writes it, truth in words. */
export function valueText(value: string, type: string | undefined): string {
  return type !== 'bool' ? value : value === 't' ? 'true' : value === 'f' ? 'false' : value;
}

import { z } from 'zod';
import { type Table, tableSchema } from '../contract/dataset.ts';

/** Rows that a learner sees of a table, and characters of a value. */
export const SHOWN_ROWS = 10;
const SHOWN_CHARACTERS = 80;
/** More tables or columns than an exercise would show. */
const MOST_TABLES = 40;
const MOST_COLUMNS = 100;

/**
 * Asks the catalogue for every table of a database, with its first rows, in the order in which the tables were made. The answer is
 * one row with one column, JSON after `tableSchema`. Rows come in the order of the primary key, or as they are stored.
 * https://www.postgresql.org/docs/current/catalogs.html
 */
export const catalogueQuery = `
create function pg_temp.shown_rows(wanted oid) returns json language plpgsql as $function$
declare
  cells text;
  keys text;
  answer json;
begin
  select string_agg(format('case when %1$I is null then null when length(format(''%%s'', %1$I)) > ${SHOWN_CHARACTERS} then left(format(''%%s'', %1$I), ${SHOWN_CHARACTERS - 1}) || ''…'' else format(''%%s'', %1$I) end', attname), ', ' order by attnum)
    into cells from pg_attribute where attrelid = wanted and attnum > 0 and not attisdropped;
  select string_agg(format('%I', attname), ', ' order by array_position(indkey::int2[], attnum))
    into keys from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey::int2[]) where indrelid = wanted and indisprimary;
  execute format('select json_build_object(''rowCount'', (select count(*) from %1$s), ''rows'', coalesce((select json_agg(to_json(cells)) from (select array[%2$s]::text[] as cells from %1$s %3$s limit ${SHOWN_ROWS}) as shown), ''[]''))',
    wanted::regclass, coalesce(cells, ''), coalesce('order by ' || keys, ''))
    into answer;
  return answer;
end $function$;

create function pg_temp.names_of(wanted oid, numbers int2[]) returns json language sql as $function$
  select coalesce(json_agg(quote_ident(attname) order by place), '[]')
  from unnest(numbers) with ordinality as key (number, place) join pg_attribute on attrelid = wanted and attnum = number
$function$;

select coalesce(json_agg(json_build_object(
  'name', c.oid::regclass::text,
  'kind', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
  'columns', (
    select coalesce(json_agg(json_build_object(
      'name', quote_ident(attname), 'type', format_type(atttypid, atttypmod), 'base', typname, 'required', attnotnull,
      'default', pg_get_expr(adbin, adrelid),
      'generated', case when attidentity <> '' then 'identity' when attgenerated = 's' then 'stored' when attgenerated = 'v' then 'virtual' else '' end
    ) order by attnum), '[]')
    from pg_attribute join pg_type t on t.oid = atttypid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = c.oid and attnum > 0 and not attisdropped
  ),
  'primaryKey', coalesce((select pg_temp.names_of(c.oid, conkey) from pg_constraint where conrelid = c.oid and contype = 'p'), '[]'),
  'unique', (select coalesce(json_agg(pg_temp.names_of(c.oid, conkey) order by oid), '[]') from pg_constraint where conrelid = c.oid and contype = 'u'),
  'references', (
    select coalesce(json_agg(json_build_object('columns', pg_temp.names_of(c.oid, conkey), 'table', confrelid::regclass::text, 'to', pg_temp.names_of(confrelid, confkey)) order by oid), '[]')
    from pg_constraint where conrelid = c.oid and contype = 'f'
  ),
  'checks', (select coalesce(json_agg(pg_get_constraintdef(oid, true) order by oid), '[]') from pg_constraint where conrelid = c.oid and contype in ('c', 'x')),
  'indexes', (
    select coalesce(json_agg(json_build_object(
      'name', quote_ident(i.relname), 'unique', indisunique,
      'on', (select json_agg(pg_get_indexdef(indexrelid, place, true) order by place) from generate_series(1, indnkeyatts) as place),
      'where', pg_get_expr(indpred, indrelid, true)
    ) order by i.oid), '[]')
    from pg_index join pg_class i on i.oid = indexrelid
    where indrelid = c.oid and not exists (select from pg_constraint where conindid = indexrelid)
  ),
  'shown', pg_temp.shown_rows(c.oid)
) order by c.oid), '[]')
from pg_class c join pg_namespace n on n.oid = relnamespace
where relkind in ('r', 'p', 'v', 'm') and not relispartition and nspname not like 'pg\\_%' and nspname <> 'information_schema';
`;

const answerSchema = z.array(tableSchema.omit({ rowCount: true, rows: true }).extend({ shown: tableSchema.pick({ rowCount: true, rows: true }) })).max(MOST_TABLES);

/** What the query answered, as tables; undefined when it is not what it should be. */
export function readCatalogue(text: string): Table[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = answerSchema.safeParse(answer);
  return data?.map(({ shown, columns, ...table }) => ({
    ...table, ...shown,
    columns: columns.slice(0, MOST_COLUMNS).map((column) => ({ ...column, type: shortType(column.type), default: shortDefault(column.default) })),
    rows: shown.rows.map((row) => row.slice(0, MOST_COLUMNS)),
  }));
}

/** The names that people write, of types for which the catalogue has longer ones. */
function shortType(type: string): string {
  return type.replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1').replace(/^(timestamp|time)(\(\d\))? without time zone/, '$1$2').replace(/^character varying/, 'varchar');
}

/** Without the cast that Postgres adds to a plain text: `'open'::text` was written as `'open'`. */
function shortDefault(expression: string | null): string | null {
  return expression?.replace(/^('(?:[^']|'')*')::[a-z_ ]+$/, '$1') ?? null;
}

import type { Words } from './words.ts';

export const types = 'date time timestamp timestamptz interval integer bigint smallint numeric text varchar boolean json jsonb uuid'.split(' ');

export const sql: Words = {
  words: `
    select from where and or not in is null between like ilike exists any all case when then else end as distinct
    join left right full inner outer cross lateral on using natural
    group by having order asc desc nulls first last limit offset fetch rows only union intersect except with recursive materialized
    over partition window range between unbounded preceding following current row filter within
    insert into values update set delete returning conflict do nothing excluded merge truncate
    create table view function trigger index unique primary key foreign references check constraint default generated always identity
    alter add column drop rename to cascade restrict if replace temporary exclude
    begin commit rollback savepoint release transaction isolation level read committed repeatable serializable for share skip locked
    explain analyze true false ${types.join(' ')}
  `,
  shapes: [
    { name: 'select', does: 'rows of a table', body: 'select ${1:*}\nfrom ${2:table}\nwhere ${0:condition};' },
    { name: 'join', does: 'rows that belong together', body: 'join ${1:table} on ${2:left} = ${0:right}' },
    { name: 'with', does: 'a query with a name', body: 'with ${1:name} as (\n  ${2:select}\n)\nselect ${0:*}\nfrom ${1:name};' },
    { name: 'case', does: 'one of several values', body: 'case when ${1:condition} then ${2:value} else ${0:other} end' },
    { name: 'insert', does: 'new rows', body: 'insert into ${1:table} (${2:columns})\nvalues (${0:values});' },
    { name: 'update', does: 'other values', body: 'update ${1:table}\nset ${2:column} = ${3:value}\nwhere ${0:condition};' },
    { name: 'delete', does: 'rows no more', body: 'delete from ${1:table}\nwhere ${0:condition};' },
    { name: 'create table', does: 'a table', body: 'create table ${1:name} (\n  id integer generated always as identity primary key,\n  ${0:column} text not null\n);' },
  ],
};

export const functions = `
  count sum avg min max array_agg string_agg json_agg jsonb_agg bool_and bool_or
  row_number rank dense_rank percent_rank ntile lag lead first_value last_value nth_value
  coalesce nullif greatest least abs round floor ceil trunc mod power sqrt random
  length lower upper trim ltrim rtrim left right substring position replace split_part concat concat_ws format lpad rpad reverse repeat starts_with
  regexp_replace regexp_match regexp_matches regexp_split_to_table
  now current_date current_timestamp date_trunc date_part extract age make_date make_interval to_char to_date to_number to_timestamp
  cast generate_series unnest array_length cardinality array_position
  json_build_object jsonb_build_object json_build_array jsonb_build_array jsonb_set jsonb_each jsonb_object_keys jsonb_array_elements jsonb_array_elements_text jsonb_path_query to_jsonb row_to_json
  gen_random_uuid pg_sleep
`.trim().split(/\s+/);

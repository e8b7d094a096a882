import type { Column, Dataset, Drawing, Table } from '../../server/contract/dataset.ts';
import { DatasetDiagram } from './dataset-diagram.tsx';
import { DatasetRows } from './dataset-rows.tsx';
import { Icon } from './icon.tsx';
import { ScrollBox } from './scroll-box.tsx';

export interface DatasetProps {
  /** The one to look at first, and others that tests run on. They have the same tables. */
  datasets: Dataset[];
  /** Absent when no table refers to another. */
  drawing?: Drawing;
  /** What makes all of it, as highlighted code. */
  sources: { title: string; html: string }[];
  /** Where the same can be had as JSON; the editor completes names with it. */
  address: string;
}

/** As many tables may stand open without hiding what comes after them. */
const MOST_OPEN = 2;

/** What there is to ask: the tables with their keys, columns and first rows, before anything is written. */
export function DatasetSection({ datasets, drawing, sources, address }: DatasetProps) {
  const [shown, ...others] = datasets;
  if (!shown || shown.tables.length === 0) return <DatasetSources sources={sources} title="The SQL that runs first" />;
  return (
    <section class="dataset" aria-labelledby="dataset-title" data-tables={address}>
      <h2 class="task__heading" id="dataset-title">{shown.tables.length === 1 ? 'The table' : 'The tables'}{shown.name !== '' && <> <span class="meta">with the rows of “{shown.name}”</span></>}</h2>
      {drawing && <Diagram drawing={drawing} tables={shown.tables} />}
      <div class="dataset__tables">
        {shown.tables.map((table) => (
          <details class="fold" open={shown.tables.length <= MOST_OPEN}>
            <summary class="fold__summary dataset__summary">
              <Icon name="chevron-right" /><span class="dataset__name mono">{table.name}</span>
              <span class="dataset__about meta">{about(table)}</span>
              <span class="dataset__names meta mono">{table.columns.map(({ name }) => name).join(', ')}</span>
            </summary>
            <div class="fold__body dataset__body">
              <Columns table={table} />
              <Rules table={table} />
              <DatasetRows table={table} label={`Rows of ${table.name}`} />
            </div>
          </details>
        ))}
      </div>
      {others.map((dataset) => <OtherRows dataset={dataset} />)}
      <DatasetSources sources={sources} title="The SQL that makes them" />
    </section>
  );
}

/** The same tables with other rows. */
function OtherRows({ dataset: { name, tables } }: { dataset: Dataset }) {
  if (tables.every(({ rowCount }) => rowCount === 0)) return <p class="meta">The tests also run on “{name}”, where every table is empty.</p>;
  return (
    <details class="fold">
      <summary class="fold__summary"><Icon name="chevron-right" />The tests also run on “{name}”</summary>
      <div class="fold__body dataset__body">
        {tables.map((table) => <DatasetRows table={table} label={`Rows of ${table.name} in ${name}`} title={table.name} />)}
      </div>
    </details>
  );
}

function about({ kind, columns, rowCount }: Table): string {
  const words = [`${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`, rowCount === 0 ? 'no rows' : `${rowCount.toLocaleString('en')} ${rowCount === 1 ? 'row' : 'rows'}`];
  return [...(kind === 'table' ? [] : [kind]), ...words].join(', ');
}

function Diagram({ drawing, tables }: { drawing: Drawing; tables: Table[] }) {
  const optional = drawing.references.some((reference) => reference.optional);
  const required = drawing.references.some((reference) => !reference.optional);
  return (
    <div class="dataset__diagram">
      <DatasetDiagram drawing={drawing} label="Diagram of the tables" />
      <details class="fold dataset__words">
        <summary class="fold__summary"><Icon name="chevron-right" />What the diagram says</summary>
        <div class="fold__body dataset__body">
          <p class="meta">PK marks a primary key, FK a foreign key. An arrow leads to the table that is referred to{optional && required ? '; it is dashed where the reference may be NULL' : optional ? '; all of them are dashed, because each reference may be NULL' : ''}.</p>
          <ul class="dataset__references">
            {tables.flatMap(({ name, columns, references }) => references.map((reference) => (
              <li>
                <Name columns={reference.columns} table={name} /> refers to <Name columns={reference.to} table={reference.table} />
                {reference.columns.some((wanted) => !columns.find((column) => column.name === wanted)?.required) && ', or is NULL'}
              </li>
            )))}
          </ul>
        </div>
      </details>
    </div>
  );
}

function Name({ table, columns }: { table: string; columns: string[] }) {
  const [column = ''] = columns;
  return <code>{columns.length === 1 ? `${table}.${column}` : `${table} (${columns.join(', ')})`}</code>;
}

function Columns({ table }: { table: Table }) {
  return (
    <ScrollBox class="table-scroll" label={`Columns of ${table.name}`}>
      <table class="table dataset__columns">
        <thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Rules</th></tr></thead>
        <tbody>
          {table.columns.map((column) => (
            <tr>
              <th scope="row" class="mono">{column.name}</th>
              <td class="mono">{column.type}</td>
              <td>{rulesOf(column, table).map((rule, index) => <>{index > 0 && ', '}{rule}</>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** What a column has to hold, in the words of SQL. What several columns have to hold together stands below the table. */
function rulesOf(column: Column, { primaryKey, unique, references, kind }: Table) {
  if (kind !== 'table') return [];
  const isPrimary = primaryKey.includes(column.name);
  return [
    ...(isPrimary ? [primaryKey.length === 1 ? 'primary key' : 'part of the primary key'] : []),
    ...(column.required && !isPrimary ? ['not null'] : []),
    ...(unique.some((names) => names.length === 1 && names[0] === column.name) ? ['unique'] : []),
    ...references.flatMap(({ columns, table, to }) => (columns.length === 1 && columns[0] === column.name ? [<>refers to <Name table={table} columns={to} /></>] : [])),
    ...(column.generated === 'identity' ? ['numbered by itself'] : []),
    ...(column.generated === 'stored' || column.generated === 'virtual' ? [<>always <code>{column.default}</code></>] : []),
    ...(column.generated === '' && column.default !== null ? [<>default <code>{column.default}</code></>] : []),
  ];
}

/** What is true of a table as a whole. */
function Rules({ table: { unique, references, checks, indexes } }: { table: Table }) {
  const rules = [
    ...unique.filter(({ length }) => length > 1).map((names) => <>unique together: <code>{names.join(', ')}</code></>),
    ...references.filter(({ columns }) => columns.length > 1).map(({ columns, table, to }) => <><code>{columns.join(', ')}</code> refer to <Name table={table} columns={to} /></>),
    ...checks.map((check) => <code>{check}</code>),
    ...indexes.map((index) => <>{index.unique ? 'unique index' : 'index'} <code>{index.name}</code> on <code>{index.on.join(', ')}</code>{index.where !== null && <> where <code>{index.where}</code></>}</>),
  ];
  return rules.length === 0 ? null : <ul class="dataset__rules">{rules.map((rule) => <li>{rule}</li>)}</ul>;
}

/** The texts that make a database, where there is no better way to show it. */
export function DatasetText({ sources, address }: Pick<DatasetProps, 'sources'> & Partial<Pick<DatasetProps, 'address'>>) {
  return (
    <div class="dataset" data-tables={address}>
      {sources.map(({ title, html }) => (
        <section class="dataset__text">
          <h2 class="task__heading">{title}</h2>
          <div class="dataset__source" dangerouslySetInnerHTML={{ __html: html }} />
        </section>
      ))}
    </div>
  );
}

/** The texts behind the tables: they hold what a catalogue does not, such as comments. */
export function DatasetSources({ sources, title }: Pick<DatasetProps, 'sources'> & { title: string }) {
  if (sources.length === 0) return null;
  return (
    <details class="fold">
      <summary class="fold__summary"><Icon name="chevron-right" />{title}</summary>
      <div class="fold__body dataset__body">
        {sources.map(({ title: part, html }) => (
          <div class="dataset__source">
            <p class="meta">{part}</p>
            <div dangerouslySetInnerHTML={{ __html: html }} />
          </div>
        ))}
      </div>
    </details>
  );
}

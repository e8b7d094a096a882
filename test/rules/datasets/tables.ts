import type { Column, Table } from '../../../server/contract/dataset.ts';

/** A column of numbers that has to hold one, but for what is said otherwise. */
export function column(name: string, more: Partial<Column> = {}): Column {
  return { name, type: 'integer', base: 'int4', required: true, default: null, generated: '', ...more };
}

/** A table without rows and rules, but for what is said otherwise. */
export function table(name: string, columns: Column[], more: Partial<Table> = {}): Table {
  return { name, kind: 'table', columns, primaryKey: [], unique: [], references: [], checks: [], indexes: [], rowCount: 0, rows: [], ...more };
}

export const to = (columns: string, toTable: string, toColumns = 'id') => ({ columns: columns.split(' '), table: toTable, to: toColumns.split(' ') });

/** A small forum: members invite members, topics have posts, posts have votes. */
export const forum: Table[] = [
  table('members', [column('id'), column('name', { type: 'text', base: 'text' }), column('invited_by', { required: false })], { primaryKey: ['id'], references: [to('invited_by', 'members')] }),
  table('posts', [column('id'), column('author_id', { required: false }), column('body', { type: 'text', base: 'text' })], { primaryKey: ['id'], references: [to('author_id', 'members')] }),
  table('votes', [column('post_id'), column('member_id'), column('value')], { primaryKey: ['post_id', 'member_id'], references: [to('post_id', 'posts'), to('member_id', 'members')] }),
];

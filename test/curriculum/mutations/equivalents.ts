/** Every row points to one of the table joined, which the schema demands: no row is without a partner, so an outer join keeps nothing more. */
const POINTS = 'each row points to a row that is there (not null references), so an outer join adds nothing';
/** What an outer join adds has NULL where a later condition or inner join needs a value. */
const DROPPED = 'what the outer join adds has NULL in a column that a later condition or inner join compares, and goes again';
const HAS_KEY = 'the rows have a key among their columns, so no two are equal';
const COUNTS_KEYS = 'a row of the counted table comes once in its group, so its ids are distinct anyway';
const NOT_NULL = 'the column is not null';
const HAS_LINES = 'the task says that every order that was not cancelled has a line';
const ID_IS_UNIQUE = 'with id among its columns, the index cannot hold two equal entries';
const LEFT_OPEN = 'the task asks for the first columns of the index; that id follows is only advised';

/**
 * Mutants that no data can refuse: they mean the same on all data that the schema and the task allow, each with the reason. By exercise,
 * then by the mutant's id. `npm run mutate` fails for an entry that is refused after all, or no mutant any more.
 */
export const equivalents: Record<string, Record<string, string>> = {
  'sql-line-sections': {
    'join line_stops AS next → left join': DROPPED,
    'join line_stops AS next → right join': DROPPED,
    'join line_stops AS next → full join': DROPPED,
    'join lines → left join': POINTS,
    'join lines → right join': DROPPED,
    'join lines → full join': DROPPED,
    'join stops AS a → left join': POINTS,
    'join stops AS a → right join': DROPPED,
    'join stops AS a → full join': DROPPED,
    'join stops AS b → left join': POINTS,
  },
  'sql-who-has-what': {
    'join members → left join': POINTS,
    'join members → right join': DROPPED,
    'join members → full join': DROPPED,
    'join copies → left join': POINTS,
    'join books → left join': POINTS,
  },
  'sql-loans-per-book': {
    'left join copies → full join': POINTS,
    'left join loans → full join': POINTS,
    'with distinct: count(loans.id)': COUNTS_KEYS,
  },
  'sql-city-activity': {
    'left join loans → full join': POINTS,
    'with distinct: count(loans.id)': COUNTS_KEYS,
  },
  'sql-punctuality': {
    'count(*) → count(cancelled): count(*)': NOT_NULL,
    'count(*) → count(cancelled): count(*) FILTER (WHERE cancelled)': NOT_NULL,
  },
  'sql-regular-customers': {
    'join order_items → left join': HAS_LINES,
    'join order_items → right join': POINTS,
    'join order_items → full join': HAS_LINES,
  },
  'sql-brought-by': {
    'with distinct': HAS_KEY,
    'with distinct (2)': HAS_KEY,
    'union all → union': 'a member is invited by one other, so the walk meets nobody twice; in a circle the depth grows, and neither ends',
  },
  'sql-large-orders': {
    'with distinct': HAS_KEY,
    'join order_items → left join': 'the total of an order without lines is NULL, which no comparison finds and no average counts',
    'join order_items → right join': POINTS,
    'join order_items → full join': 'the total of an order without lines is NULL, which no comparison finds and no average counts',
  },
  'sql-within-ten-minutes': {
    'with distinct': 'the rides are grouped by stop at the end, and only the shortest counts',
    'with distinct (2)': 'the rides are grouped by stop at the end, and only the shortest counts',
    'with distinct (3)': 'the rides are grouped by stop at the end, and only the shortest counts',
    'with distinct (4)': 'the rides are grouped by stop at the end, and only the shortest counts',
    'union all → union': 'the rides are grouped by stop at the end, and only the shortest counts',
    'join line_stops AS next → left join': 'behind the last stop the minutes are NULL, so nobody rides there',
    'join line_stops AS next → right join': 'before the first stop the minutes are NULL, as the schema says, so nobody rides there',
    'join line_stops AS next → full join': 'before the first stop and behind the last the minutes are NULL, so nobody rides there',
    'join leg → left join': DROPPED,
  },
  'sql-days-between-orders': { 'with distinct': HAS_KEY },
  'sql-minutes-from-start': {
    'over range ↔ rows: sum(CASE WHEN "position" = 1 THEN 0 ELSE COALESCE(minutes, 2) END) OVER (PARTITION BY line_id ORDER B…': 'position is unique on its line, so no two rows are peers',
  },
  'sql-most-borrowed-per-genre': {
    'join copies → left join': DROPPED,
    'join copies → right join': POINTS,
    'join copies → full join': DROPPED,
    'join loans → right join': POINTS,
    'count(*) → count(books.title): count(*)': NOT_NULL,
    'over order by loans DESC, NULLs at the other end: rank() OVER (PARTITION BY genre ORDER BY loans DESC)': 'a count is never NULL',
  },
  'sql-smoothed-revenue': {
    'with distinct': HAS_KEY,
    'join order_items → left join': HAS_LINES,
    'join order_items → right join': POINTS,
    'join order_items → full join': HAS_LINES,
    'order by day, NULLs at the other end': 'placed_at is not null, so no day is',
    'over order by day, NULLs at the other end: avg(revenue) OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)': 'placed_at is not null, so no day is',
    'over rows ↔ groups: avg(revenue) OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)': 'each day comes once, so a group is a row',
    'order by without day': 'the window has sorted the rows by day already, and Postgres answers them so',
  },
  'sql-close-quiet-topics': { 'not exists → topics.id not in': 'posts.topic_id is not null, and only NULL tells them apart' },
  'sql-count-visits': { 'count(*) → count(visited_at): count(*)': NOT_NULL },
  'sql-bookmarks': { 'references posts: on delete set null': 'the column belongs to the primary key, so it cannot become NULL, and the post stays as well' },
  'sql-room-bookings': {
    'without the upper bound: first_hour BETWEEN 0 AND 23': 'last_hour is at most 23 and not before first_hour',
    '23 → 24 in 0, 23': 'last_hour is at most 23 and not before first_hour',
    'check last_hour >= first_hour: not valid': 'in a table that is just made there is nothing to validate',
  },
  'sql-import-with-rejects': { 'with distinct': HAS_KEY },
  'sql-swap-places': { 'without where': 'the rows of the other songs are kept, and nobody looks at them' },
  'sql-index-moderation-queue': { 'index unique': ID_IS_UNIQUE, 'index without id': LEFT_OPEN },
  'sql-index-topic-posts': { 'index unique': ID_IS_UNIQUE, 'index without id': LEFT_OPEN },
  'sql-view-topic-activity': {
    'left join posts → full join': POINTS,
    'with distinct: count(posts.id)': COUNTS_KEYS,
  },
  'sql-json-orders': {
    'order by total DESC, NULLs at the other end': 'the total is compared with 50 before, so it is not NULL',
    "->> → ->: payload ->> 'total'": 'the total is a number, as the task shows, and a number in JSON casts to the same numeric as its text',
    "->> → ->: payload ->> 'total' (2)": 'the total is a number, as the task shows, and a number in JSON casts to the same numeric as its text',
  },
  'sql-migration-finish-not-null': {
    'without ALTER TABLE orders VALIDATE CONSTRAINT orders_currency_there': 'SET NOT NULL then reads the table itself, and the constraint goes: only how long the table is locked differs',
  },
  'sql-migration-rename': {
    'trigger on delete, too': 'on delete new has no row of its own: what is assigned to it goes nowhere, and the user is deleted all the same',
    "'INSERT' → 'INSERTx' in tg_op = 'INSERT'": 'on insert old is NULL, and of the two names only one is given, as the task says: the part for updates does the same with them',
  },
};

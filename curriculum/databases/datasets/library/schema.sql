create table authors (
  id integer primary key,
  name text not null,
  born integer, -- the year, where it is known
  country text
);

create table books (
  id integer primary key,
  title text not null,
  author_id integer references authors, -- none: nobody knows who wrote it
  genre text,
  published integer, -- the year
  pages integer
);

create table copies (
  id integer primary key,
  book_id integer not null references books,
  shelf text, -- none: not on a shelf yet
  bought_on date not null,
  price numeric(6, 2) -- none: it was a gift
);

create table members (
  id integer primary key,
  name text not null,
  email text,
  city text,
  joined_on date not null,
  invited_by integer references members
);

create table loans (
  id integer primary key,
  copy_id integer not null references copies,
  member_id integer not null references members,
  lent_on date not null,
  due_on date not null,
  returned_on date -- none: still out
);

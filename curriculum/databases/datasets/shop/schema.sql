create table customers (
  id integer primary key,
  name text not null,
  email text unique, -- none: they order by phone
  city text,
  joined_on date not null
);

create table products (
  id integer primary key,
  name text not null,
  category text,
  price numeric(8, 2) check (price >= 0), -- none: not for sale yet
  stock integer not null check (stock >= 0)
);

create table orders (
  id integer primary key,
  customer_id integer references customers, -- none: ordered as a guest
  placed_at timestamptz not null,
  status text not null check (status in ('open', 'paid', 'shipped', 'cancelled')),
  note text
);

create table order_items (
  order_id integer not null references orders,
  product_id integer not null references products,
  quantity integer not null check (quantity > 0),
  unit_price numeric(8, 2) not null check (unit_price >= 0), -- as it was when the order was placed
  primary key (order_id, product_id)
);

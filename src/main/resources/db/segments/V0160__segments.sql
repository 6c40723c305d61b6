-- A named group of customers: a condition, kept in versions.
create table segments.segment (
  store_id int not null,
  id bigint not null,
  -- Its name in conditions, files and addresses; it stays.
  key text not null,
  name text not null,
  note text not null,
  condition text not null,
  version int not null,
  changed_at timestamptz not null,
  changed_by text not null,
  archived_at timestamptz,
  -- All people are being looked at under a new condition; those up to this id were. Null: that is done.
  walked_to bigint,
  primary key (store_id, id),
  constraint segment_key_once unique (store_id, key)
);
create index segment_walking on segments.segment (store_id, id) where walked_to is not null;
select kernel.protect('segments', 'segment');

create table segments.segment_version (
  store_id int not null,
  segment_id bigint not null,
  number int not null,
  condition text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (store_id, segment_id, number)
);
select kernel.protect('segments', 'segment_version');

-- Every person as conditions see them, copied from customers as its events come: one pass over this table and its facts looks
-- at everybody. Canonical records only.
create table segments.person (
  store_id int not null,
  customer_id bigint not null,
  since timestamptz not null,
  language text,
  country text,
  birthday text,
  mailed boolean not null,
  phoned boolean not null,
  tags text[] not null,
  refused text[] not null,
  agreed text[] not null,
  -- When time alone may change an answer about them; null: it cannot.
  due_at timestamptz,
  primary key (store_id, customer_id)
) with (fillfactor = 85);
create index person_due on segments.person (due_at) where due_at is not null;
select kernel.protect('segments', 'person');

-- What can be counted about a person: orders that stand, pieces that come back, orders that came late.
create table segments.fact (
  store_id int not null,
  kind text not null check (kind in ('ORDER', 'BACK', 'REFUND', 'LATE')),
  -- The order, the piece, the refund, the order.
  ref bigint not null,
  customer_id bigint not null,
  -- As it was told: customer_id is the canonical record of this one.
  told_id bigint not null,
  order_id bigint not null,
  at timestamptz not null,
  pieces int not null,
  -- What it came to, what went back already taken off; of an order only.
  minor bigint,
  currency text,
  imported boolean not null,
  -- Pieces of one return.
  return_id bigint,
  primary key (store_id, kind, ref)
);
create index fact_customer on segments.fact (store_id, customer_id);
create index fact_order on segments.fact (store_id, order_id);
select kernel.protect('segments', 'fact');

-- Who is in it, since when, and who was.
create table segments.membership (
  store_id int not null,
  segment_id bigint not null,
  customer_id bigint not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  -- Came in without news: history that was taken over, or a condition that changed. Nobody was told of it.
  quiet boolean not null,
  primary key (store_id, segment_id, customer_id, entered_at)
);
create unique index membership_now on segments.membership (store_id, segment_id, customer_id) where left_at is null;
create index membership_newest on segments.membership (store_id, segment_id, entered_at desc, customer_id desc) where left_at is null;
create index membership_customer on segments.membership (store_id, customer_id);
select kernel.protect('segments', 'membership');

-- Comings and goings by the store's day: the size at any day is a sum over few rows, whatever the number of members.
create table segments.segment_day (
  store_id int not null,
  segment_id bigint not null,
  day date not null,
  entered bigint not null,
  gone bigint not null,
  primary key (store_id, segment_id, day)
);
select kernel.protect('segments', 'segment_day');

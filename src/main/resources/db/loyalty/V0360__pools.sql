-- What rewards are drawn from: a list of codes for one person each, or one code for everybody.
create table loyalty.pool (
  store_id int not null,
  id bigint not null,
  -- Its name in journeys and addresses; it stays.
  key text not null,
  name text not null,
  kind text not null check (kind in ('LISTED', 'SHARED')),
  -- What a code is good for: {"percent": 10}, {"minor": 500, "currency": "EUR"} or {"words": {"en": "..."}}.
  worth json not null,
  -- Good for so many days after it was given, or up to this day; neither: for ever.
  valid_days int check (valid_days between 1 and 3650),
  valid_until date,
  -- Fewer codes left than this: staff are warned. 0: never.
  low_below int not null check (low_below between 0 and 100000),
  made_at timestamptz not null,
  made_by text not null,
  closed_at timestamptz,
  -- When it was told that few are left; null: enough are, or nobody was told yet.
  low_told_at timestamptz,
  primary key (store_id, id),
  constraint pool_key_once unique (store_id, key),
  constraint valid_one_way check (valid_days is null or valid_until is null)
);
select kernel.protect('loyalty', 'pool');

-- A code as the shop knows it; shops take them in any case, so code_key is in capitals. SHARED is the one of everybody;
-- SPENT came with an order before it was given to anybody, and never will be.
create table loyalty.code (
  store_id int not null,
  id bigint not null,
  pool_id bigint not null,
  code text not null,
  code_key text not null,
  state text not null check (state in ('FREE', 'GIVEN', 'SPENT', 'SHARED')),
  added_at timestamptz not null,
  added_by text not null,
  primary key (store_id, id),
  constraint code_once unique (store_id, code_key)
) with (fillfactor = 85);
create index code_free on loyalty.code (store_id, pool_id, id) where state = 'FREE';
create index code_of_pool on loyalty.code (store_id, pool_id, id);
create unique index code_shared_once on loyalty.code (store_id, pool_id) where state = 'SHARED';
select kernel.protect('loyalty', 'code');

-- Who was given what. run_id is the run of the journey that gave it: one reward of a pool for each. The names of people go at
-- their erasure; the row stays for the figures.
create table loyalty.given (
  store_id int not null,
  id bigint not null,
  pool_id bigint not null,
  code_id bigint not null,
  -- The code is this one's alone.
  alone boolean not null,
  run_id bigint not null,
  customer_id bigint,
  order_id bigint,
  given_at timestamptz not null,
  -- The last day it is good on, by the store's days.
  until_day date,
  primary key (store_id, id),
  constraint given_once_in_a_run unique (store_id, run_id, pool_id)
);
create unique index given_once on loyalty.given (store_id, code_id) where alone;
create index given_of_pool on loyalty.given (store_id, pool_id, id);
create index given_customer on loyalty.given (store_id, customer_id) where customer_id is not null;
create index given_shared on loyalty.given (store_id, code_id, customer_id) where not alone and customer_id is not null;
select kernel.protect('loyalty', 'given');

-- Orders that carried a code, as the orders are now. given_id: whose reward it was; null: nobody's we gave it to.
create table loyalty.use (
  store_id int not null,
  code_id bigint not null,
  order_id bigint not null,
  pool_id bigint not null,
  given_id bigint,
  used_at timestamptz not null,
  minor bigint not null,
  currency text not null,
  cancelled_at timestamptz,
  primary key (store_id, code_id, order_id)
);
create index use_of_order on loyalty.use (store_id, order_id);
create index use_of_pool on loyalty.use (store_id, pool_id);
create index use_of_given on loyalty.use (store_id, given_id) where given_id is not null;
select kernel.protect('loyalty', 'use');

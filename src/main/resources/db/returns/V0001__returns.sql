-- Policies are documents with versions: decisions name the version they were made by, so a version is never changed once
-- it was published. Published last holds; an unpublished one is the draft, and there is one at most.
create table returns.policy (
  store_id int not null,
  version int not null,
  document json not null,
  saved_at timestamptz not null,
  saved_by text not null,
  published_at timestamptz,
  primary key (store_id, version)
);
create unique index policy_one_draft on returns.policy (store_id) where published_at is null;
select kernel.protect('returns', 'policy');

-- What a customer may get back for an order at all. Everything that is given passes this row, whatever the program thinks:
-- what was given here and refunded elsewhere never exceeds what was paid. Bonuses are not in it. Its lock puts the returns
-- of one order in line.
create table returns.book (
  store_id int not null,
  order_id bigint not null,
  currency text not null,
  paid bigint not null check (paid >= 0),
  elsewhere bigint not null default 0 check (elsewhere >= 0),
  given bigint not null default 0 check (given >= 0),
  primary key (store_id, order_id),
  constraint never_more_than_paid check (given = 0 or given + elsewhere <= paid)
);
select kernel.protect('returns', 'book');

-- stage is read off the pieces and stands here to be searched by.
create table returns.customer_return (
  store_id int not null,
  id bigint not null,
  code text not null,
  order_id bigint not null,
  customer_id bigint,
  stage text not null,
  method text not null,
  channel text not null check (channel in ('PORTAL', 'API', 'STAFF')),
  request_key text not null,
  request_hash bytea not null,
  policy_version int not null,
  currency text not null,
  requested_at timestamptz not null,
  send_by date,
  arrived_at timestamptz,
  promise_id bigint,
  promise_open boolean not null default false,
  shipment_id bigint,
  owner text,
  version int not null default 0,
  primary key (store_id, id),
  constraint return_code unique (store_id, code),
  constraint return_asked_once unique (store_id, request_key)
) with (fillfactor = 80);
create index return_of_order on returns.customer_return (store_id, order_id);
create index return_open on returns.customer_return (store_id, stage, requested_at desc, id desc);
create index return_newest on returns.customer_return (store_id, requested_at desc, id desc);
create index return_shipment on returns.customer_return (store_id, shipment_id) where shipment_id is not null;
create index return_customer on returns.customer_return (store_id, customer_id) where customer_id is not null;
select kernel.protect('returns', 'customer_return');

-- One row for one piece: number counts the pieces of a line from 1. A piece that is spoken for cannot be in a second
-- return, whoever asks at the same moment.
create table returns.piece (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  order_id bigint not null,
  line_id bigint not null,
  number int not null check (number > 0),
  variant_id bigint not null,
  reason text not null,
  detail text not null default '',
  words text,
  remedy text not null,
  rule text not null,
  decision json not null,
  pays text not null,
  wanted_variant_id bigint,
  travel text not null,
  verdict text not null,
  goods bigint not null, tax bigint not null, shipping bigint not null,
  bonus bigint not null, restocking bigint not null, fee bigint not null,
  deduction bigint not null default 0,
  grade text,
  disposition text,
  finding text,
  accepted_by_posting bigint,
  moved_at timestamptz not null,
  primary key (store_id, id)
) with (fillfactor = 70);
create index piece_of_return on returns.piece (store_id, return_id, id);
create index piece_of_order on returns.piece (store_id, order_id);
create unique index piece_in_one_return on returns.piece (store_id, line_id, number)
  where verdict not in ('REFUSED', 'CALLED_OFF');
select kernel.protect('returns', 'piece');

-- Who moved what, when, why, from what to what. Never changed.
create table returns.history (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  piece_id bigint,
  at timestamptz not null,
  by text not null,
  what text not null,
  was text,
  became text,
  why text,
  primary key (store_id, return_id, id)
);
select kernel.protect('returns', 'history');

-- The books. A posting is one row so that the database can see that it balances. Never changed: a correction is another
-- posting that names the one it corrects, and each can be corrected once.
create function returns.total(amounts bigint[]) returns numeric language sql immutable
  return (select coalesce(sum(a), 0) from unnest(amounts) a);
create table returns.posting (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  order_id bigint not null,
  at timestamptz not null,
  currency text not null,
  what text not null,
  accounts text[] not null,
  amounts bigint[] not null,
  corrects bigint,
  primary key (store_id, id),
  constraint posting_balances check (returns.total(amounts) = 0 and cardinality(accounts) = cardinality(amounts))
);
create index posting_of_return on returns.posting (store_id, return_id);
create unique index posting_corrected_once on returns.posting (store_id, corrects) where corrects is not null;
select kernel.protect('returns', 'posting');

-- What is to be given, once each. A row first, then a call under its own id as the key; ASKING: a call was begun and its
-- answer is not known, so the gateway is asked what became of it before anything else.
create table returns.payout (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  order_id bigint not null,
  posting_id bigint not null,
  kind text not null check (kind in ('REFUND', 'CREDIT', 'EXCHANGE')),
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('WAITING', 'ASKING', 'BY_HAND', 'GIVEN', 'STOPPED')),
  gateway text not null,
  tries int not null default 0,
  made_at timestamptz not null,
  reference text,
  trouble text,
  given_at timestamptz,
  given_by text,
  primary key (store_id, id)
) with (fillfactor = 70);
create index payout_of_return on returns.payout (store_id, return_id);
create index payout_of_posting on returns.payout (store_id, posting_id);
create index payout_of_order on returns.payout (store_id, order_id);
create index payout_by_hand on returns.payout (store_id, made_at, id) where state = 'BY_HAND';
select kernel.protect('returns', 'payout');

-- When to work at a payout: a row of its own, gone when there is nothing more to do.
create table returns.payout_due (
  store_id int not null,
  payout_id bigint not null,
  due_at timestamptz not null,
  primary key (store_id, payout_id)
);
create index payout_due_in_time on returns.payout_due (due_at);
select kernel.protect('returns', 'payout_due');

-- Bought once for a return, however often somebody asks. document is null for the built-in label, which is drawn anew.
create table returns.label (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  state text not null check (state in ('BUYING', 'BOUGHT', 'USED', 'VOIDED')),
  carrier text not null,
  number text,
  reference text,
  cost bigint,
  cost_currency text,
  document bytea,
  document_type text,
  bought_at timestamptz not null,
  primary key (store_id, id)
);
create unique index label_once on returns.label (store_id, return_id) where state <> 'VOIDED';
select kernel.protect('returns', 'label');

-- Photographs of customers and of the warehouse, checked by their content.
create table returns.photo (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  piece_id bigint,
  at timestamptz not null,
  by text not null,
  type text not null,
  bytes bytea not null,
  primary key (store_id, return_id, id)
);
select kernel.protect('returns', 'photo');

-- A withdrawal from the contract under the law: what was declared, word for word, and when. Apart from returns.
create table returns.withdrawal (
  store_id int not null,
  id bigint not null,
  order_id bigint not null,
  customer_id bigint,
  declared_at timestamptz not null,
  name text not null,
  email text not null,
  things text not null,
  digest text not null,
  primary key (store_id, id),
  constraint withdrawal_once unique (store_id, order_id, digest)
);
select kernel.protect('returns', 'withdrawal');

-- What came in from outside, kept as it came: nothing a proven sender said is lost, and everything can be worked again.

-- The key begins with store and connection: a delivery's id is the sender's word, and another sender may use the same.
-- No column that changes is indexed but the two partial indexes, which hold only what is waiting.
create table connectors.inbox (
  store_id int not null,
  connection_id bigint not null,
  delivery_id text not null,
  id bigint not null,
  source text not null,
  topic text not null,
  headers text not null,
  body bytea, -- null once it was erased
  received_at timestamptz not null,
  state text not null default 'RECEIVED' constraint inbox_state check (state in ('RECEIVED', 'DONE', 'FAILED', 'IGNORED')),
  due_at timestamptz not null, -- not to be worked before
  attempts int not null default 0,
  result text not null default '',
  worked_at timestamptz,
  primary key (store_id, connection_id, delivery_id)
) with (fillfactor = 90);
-- Bodies are read once and rarely again: compressing them costs the sender time for nothing.
alter table connectors.inbox alter column body set storage external;
create unique index inbox_id on connectors.inbox (store_id, id);
create index inbox_waiting on connectors.inbox (store_id, id) where state = 'RECEIVED';
create index inbox_failed on connectors.inbox (store_id, id) where state = 'FAILED';
select kernel.protect('connectors', 'inbox');

-- What a delivery is about, as keyed digests of order references, tracking numbers, addresses of people: enough to find the
-- bodies of an order or a person, to search or to erase, without keeping what is searched for.
create table connectors.inbox_mention (
  store_id int not null,
  digest bytea not null,
  inbox_id bigint not null,
  primary key (store_id, digest, inbox_id)
);
create index inbox_mention_of on connectors.inbox_mention (store_id, inbox_id);
select kernel.protect('connectors', 'inbox_mention');

-- What people asked of a shop about their data, and by when it must be done: staff see it and close it.
create table connectors.privacy_request (
  store_id int not null,
  id bigint not null,
  source text not null,
  kind text not null constraint privacy_request_kind check (kind in ('DATA', 'ERASURE', 'SHOP_ERASURE')),
  reference text not null, -- the sender's: the same request again is the same row
  customer_reference text, -- the shop's id of the person, never an address
  requested_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  result text not null default '',
  primary key (store_id, id),
  constraint privacy_request_once unique (store_id, source, kind, reference)
);
select kernel.protect('connectors', 'privacy_request');

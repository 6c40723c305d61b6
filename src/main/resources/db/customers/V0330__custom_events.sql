-- What another program of the store tells of a person: a tier was reached, points are about to expire. The log carries only that
-- something of this name happened; what was told about it stands here alone, so that an erasure takes it.
create table customers.custom_event (
  store_id int not null,
  id bigint not null,
  customer_id bigint not null,
  -- The order it is about, where it is about one.
  order_id bigint,
  name text not null,
  -- The teller's own name for it: told again it is the same event.
  reference text,
  at timestamptz not null,
  recorded_at timestamptz not null,
  details json not null,
  primary key (store_id, id),
  constraint custom_event_once unique (store_id, reference)
);
create index custom_event_of_customer on customers.custom_event (store_id, customer_id, at);
select kernel.protect('customers', 'custom_event');

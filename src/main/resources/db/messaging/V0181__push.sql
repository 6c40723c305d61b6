-- The key a store shows to push services (VAPID); browsers are bound to it, so it is made once and kept.
create table messaging.push_key (
  store_id int primary key,
  public_key text not null,
  private_sealed text not null,
  made_at timestamptz not null
);
select kernel.protect('messaging', 'push_key');

-- Browsers people let us send notices to. Address and keys are sealed: whoever has them can write there.
create table messaging.push_subscription (
  store_id int not null,
  id bigint not null,
  customer_id bigint not null,
  -- The same browser again is the same row; the address itself is never compared.
  endpoint_digest bytea not null,
  sealed text not null,
  made_at timestamptz not null,
  -- It said so, its person did, or they were erased.
  gone_at timestamptz,
  gone_why text,
  primary key (store_id, id),
  constraint push_subscription_once unique (store_id, endpoint_digest, customer_id)
);
create index push_subscription_of_customer on messaging.push_subscription (store_id, customer_id) where gone_at is null;
select kernel.protect('messaging', 'push_subscription');

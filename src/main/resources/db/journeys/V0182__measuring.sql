-- Whether a store looks at what becomes of its journeys' mails once they are there. No row: it does not.
create table journeys.measuring (
  store_id int primary key,
  mode text not null check (mode in ('OFF', 'CLICKS', 'OPENS_AND_CLICKS')),
  -- The store's own domain that leads here, for links; null: this installation's address.
  link_base text,
  changed_at timestamptz not null,
  changed_by text not null
);
select kernel.protect('journeys', 'measuring');

-- People who do not want it; a row is their objection.
create table journeys.unmeasured (
  store_id int not null,
  customer_id bigint not null,
  at timestamptz not null,
  primary key (store_id, customer_id)
);
select kernel.protect('journeys', 'unmeasured');

-- Counts beside what they count: one row a step and day, so that a figure costs no walk over messages.
create table journeys.reading (
  store_id int not null,
  flow_id bigint not null,
  step text not null,
  day date not null,
  measured bigint not null default 0,
  opened bigint not null default 0,
  clicked bigint not null default 0,
  primary key (store_id, flow_id, step, day)
);
select kernel.protect('journeys', 'reading');

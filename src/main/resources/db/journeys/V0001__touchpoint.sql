-- Every occasion to contact a person, with what was decided about it. One row for a subject (a parcel, or an order) and its
-- milestone: that key is the whole guard against saying a thing twice, whoever decides at the same time. A journey's step
-- will be a milestone too (journey, step, turn), so this stays the one table of all touchpoints.
create table journeys.touchpoint (
  store_id int not null,
  id bigint not null,
  kind text not null,
  -- The parcel's or the order's id; ids are unique over all tables.
  subject_id bigint not null,
  milestone text not null,
  order_id bigint not null,
  shipment_id bigint,
  -- The id the order came in under.
  customer_id bigint,
  -- The event of the log that gave the occasion, and when that happened in the world.
  event_id bigint not null,
  happened_at timestamptz not null,
  -- What the event said that nobody can read again later: which problem, which new window.
  because json not null,
  -- After this it helps nobody any more.
  useful_until timestamptz not null,
  outcome text not null check (outcome in ('SENT', 'DEFERRED', 'WITHHELD', 'EXPIRED')),
  -- Which rule decided; sent is what no rule objected to.
  rule text,
  due_at timestamptz,
  message_id bigint,
  noticed_at timestamptz not null,
  decided_at timestamptz not null,
  decisions smallint not null default 1,
  primary key (store_id, id),
  constraint touchpoint_once unique (store_id, subject_id, milestone),
  constraint touchpoint_whole check (
    (outcome = 'SENT') = (message_id is not null) and (outcome = 'SENT') = (rule is null)
    and (outcome = 'DEFERRED') = (due_at is not null))
) with (fillfactor = 80);
-- Only what waits is in it, however many were decided.
create index touchpoint_due on journeys.touchpoint (due_at) where due_at is not null;
create index touchpoint_of_order on journeys.touchpoint (store_id, order_id);
create index touchpoint_of_customer on journeys.touchpoint (store_id, customer_id, id) where customer_id is not null;
-- The counts of a span of days, read from the index alone.
create index touchpoint_counts on journeys.touchpoint (store_id, noticed_at) include (kind, outcome, rule);
select kernel.protect('journeys', 'touchpoint');

-- How a touchpoint was decided before it was decided again: a deferred one moves, all others stay.
create table journeys.former_decision (
  store_id int not null,
  touchpoint_id bigint not null,
  number smallint not null,
  outcome text not null,
  rule text,
  due_at timestamptz,
  decided_at timestamptz not null,
  primary key (store_id, touchpoint_id, number)
);
select kernel.protect('journeys', 'former_decision');

-- A kind of touchpoint that a store does not want: a row while it is off.
create table journeys.switched_off (
  store_id int not null,
  kind text not null,
  since timestamptz not null,
  by text not null,
  primary key (store_id, kind)
);
select kernel.protect('journeys', 'switched_off');

-- When a store writes to people, and how long it waits to tell several parcels together. No row: the usual rhythm.
create table journeys.rhythm (
  store_id int not null primary key,
  quiet_from time not null,
  quiet_until time not null,
  together_minutes smallint not null check (together_minutes between 0 and 120),
  version int not null
);
select kernel.protect('journeys', 'rhythm');

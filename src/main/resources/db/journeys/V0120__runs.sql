-- A run: one subject on its way through one journey. It keeps the version it came in under. Its own time (at) is when it came
-- to its step, by the calendar of the journey: a program that was down for an hour changes nothing about it.
create table journeys.run (
  store_id int not null,
  id bigint not null,
  flow_id bigint not null,
  version int not null,
  -- The order's, parcel's or person's id; ids are unique over all tables.
  subject_id bigint not null,
  -- How often this subject came in: 1 where a journey lets nobody in again.
  turn int not null default 1,
  order_id bigint,
  shipment_id bigint,
  customer_id bigint,
  step text not null,
  at timestamptz not null,
  due_at timestamptz,
  -- The happening that ends its wait before it is due.
  awaits text,
  -- What let it in: name, time, detail.
  event json not null,
  event_id bigint not null,
  entered_at timestamptz not null,
  left_at timestamptz,
  left_why text,
  -- Counts its moves: whoever moves it must have seen the last one.
  rev int not null default 0,
  primary key (store_id, id),
  constraint run_once unique (store_id, flow_id, subject_id, turn)
);
-- Only what waits is in these, however many have ended.
create index run_due on journeys.run (due_at) where due_at is not null;
create index run_awaiting_order on journeys.run (store_id, order_id) where awaits is not null;
create index run_awaiting_person on journeys.run (store_id, customer_id) where awaits is not null;
create index run_at_step on journeys.run (store_id, flow_id, step) where left_at is null;
select kernel.protect('journeys', 'run');

-- What a person was sent in the last days, in one row: for caps and cool-down. Locked while it is decided about them, so that
-- two nodes cannot both find room for one more.
create table journeys.pace (
  store_id int not null,
  customer_id bigint not null,
  sent_at timestamptz[] not null,
  -- The messages sent at these times.
  messages text[] not null,
  primary key (store_id, customer_id)
) with (fillfactor = 80);
select kernel.protect('journeys', 'pace');

-- A journey's step is a milestone of its subject. A journey about a person has no order.
alter table journeys.touchpoint alter column order_id drop not null;
alter table journeys.touchpoint add column flow_id bigint;
alter table journeys.touchpoint add column step text;
alter table journeys.touchpoint add column run_id bigint;
create index touchpoint_of_flow on journeys.touchpoint (store_id, flow_id, noticed_at) include (step, outcome, rule) where flow_id is not null;

-- How often a store writes to one person beside news of what they bought, and what it may rest on.
alter table journeys.rhythm add column cap_messages smallint not null default 3 check (cap_messages between 0 and 100);
alter table journeys.rhythm add column cap_days smallint not null default 7 check (cap_days between 1 and 60);
alter table journeys.rhythm add column pause_hours smallint not null default 20 check (pause_hours between 0 and 720);
-- False: review requests need a yes. True: they go to buyers who have not said no, as many laws allow.
alter table journeys.rhythm add column ask_buyers boolean not null default true;

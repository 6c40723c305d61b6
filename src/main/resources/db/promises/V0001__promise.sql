-- What was promised to whom, by when. Two instants bound the promise; the dates are what the customer was told, because
-- a day in the shop's zone and the instants it ends at are not the same thing.
create table promises.promise (
  store_id int not null,
  id bigint not null,
  order_id bigint not null,
  shipment_id bigint,
  kind text not null check (kind in ('DELIVERY', 'HANDOVER')),
  due_from timestamptz,
  due_by timestamptz not null,
  from_date date,
  by_date date,
  made_where text not null,
  words text,
  made_at timestamptz not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'KEPT', 'BROKEN', 'RELEASED')),
  settled_at timestamptz,
  version int not null default 0,
  primary key (store_id, id),
  constraint promise_window check (due_from is null or due_from <= due_by)
) with (fillfactor = 70); -- state moves in place: no index on it
create index promise_of_order on promises.promise (store_id, order_id);
select kernel.protect('promises', 'promise');

-- When to look at a promise. A row of its own, so that settling a promise touches no index; the sweep throws away the
-- rows of promises that are settled by then.
create table promises.due (
  store_id int not null,
  promise_id bigint not null,
  due_by timestamptz not null,
  primary key (store_id, promise_id)
);
create index due_in_time on promises.due (due_by);
select kernel.protect('promises', 'due');

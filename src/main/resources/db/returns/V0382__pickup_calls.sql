-- Carriers are told of pickups for labels that were bought from a provider: a row before the call, so that one is told once and a
-- lost answer is asked about. One counts for a return at a time; what was told of another day is called off by its own row.
create table returns.pickup_call (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  label_id bigint not null,
  provider text not null,
  day date not null,
  state text not null check (state in ('WAITING', 'ASKING', 'TOLD', 'FAILED', 'UNSURE',
    'LEAVING', 'CANCELLING', 'CANCELLED', 'NOT_CANCELLED', 'DROPPED')),
  reference text,
  confirmation text,
  trouble text,
  tries int not null default 0,
  made_at timestamptz not null,
  due_at timestamptz,
  primary key (store_id, id)
) with (fillfactor = 80);
create unique index pickup_call_once on returns.pickup_call (store_id, return_id)
  where state in ('WAITING', 'ASKING', 'TOLD', 'FAILED', 'UNSURE');
create index pickup_call_of_return on returns.pickup_call (store_id, return_id, id);
create index pickup_call_on_day on returns.pickup_call (store_id, day);
create index pickup_call_due on returns.pickup_call (due_at) where due_at is not null;
select kernel.protect('returns', 'pickup_call');

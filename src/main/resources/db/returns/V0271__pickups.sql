-- When the carrier comes to a customer's door. How many a day is the store's word; a day's row counts what is taken, so that
-- the last place of a day is given once, however many ask for it at the same moment.
create table returns.pickup_terms (
  store_id int not null primary key,
  a_day int not null check (a_day between 0 and 10000),
  set_by text not null,
  set_at timestamptz not null
);
select kernel.protect('returns', 'pickup_terms');

create table returns.pickup_day (
  store_id int not null,
  day date not null,
  taken int not null check (taken >= 0),
  primary key (store_id, day)
);
select kernel.protect('returns', 'pickup_day');

-- One for a return. sequence counts its changes, for the customer's calendar; a cancelled one keeps its row, so that the
-- calendar can be told.
create table returns.pickup (
  store_id int not null,
  return_id bigint not null,
  day date not null,
  sequence int not null default 0,
  state text not null check (state in ('BOOKED', 'CANCELLED')),
  changed_at timestamptz not null,
  primary key (store_id, return_id)
);
create index pickup_on_day on returns.pickup (store_id, day) where state = 'BOOKED';
select kernel.protect('returns', 'pickup');

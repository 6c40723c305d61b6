-- How likely an open promise is to be missed, as last foreseen. A table of its own: it changes with every scan and every
-- silent day, the promise itself only twice.
create table promises.outlook (
  store_id int not null,
  promise_id bigint not null,
  chance real not null check (chance between 0 and 1), -- of missing the promised time
  earliest date,
  likely date,
  latest date,
  first_day date, -- the day the first of day_chances is of
  day_chances real[],
  cause text not null,
  seen_at timestamptz, -- the moment the forecast was of; null while the row only keeps the place
  at_risk boolean not null default false,
  at_risk_since timestamptz, -- stays when the risk is over: "at risk and still kept" is counted with it
  primary key (store_id, promise_id)
) with (fillfactor = 70);
-- Few promises are at risk at a time, and they are looked at all day.
create index outlook_at_risk on promises.outlook (store_id) where at_risk;
select kernel.protect('promises', 'outlook');

-- What was said so many days before the end of the promise, the last word of each day. It is compared with what came:
-- a chance of 60 % is honest when six in ten such promises were missed.
create table promises.foretold (
  store_id int not null,
  promise_id bigint not null,
  days_left smallint not null,
  chance real not null,
  primary key (store_id, promise_id, days_left)
) with (fillfactor = 70);
select kernel.protect('promises', 'foretold');

-- From which chance on a promise counts as at risk, where the store set its own.
create table promises.risk_rule (
  store_id int primary key,
  threshold real not null check (threshold between 0.05 and 0.95),
  changed_at timestamptz not null
);
select kernel.protect('promises', 'risk_rule');

-- Who has taken a promise at risk in hand.
create table promises.risk_owner (
  store_id int not null,
  promise_id bigint not null,
  person_id bigint not null,
  taken_at timestamptz not null,
  primary key (store_id, promise_id)
);
select kernel.protect('promises', 'risk_owner');

-- What was done about it. One row for each deed; a key given by the page keeps a double click from doing it twice.
create table promises.risk_deed (
  store_id int not null,
  promise_id bigint not null,
  deed_key text not null,
  kind text not null check (kind in ('MESSAGE', 'GESTURE', 'CARRIER_ENQUIRY', 'RESHIP', 'NOTE')),
  person_id bigint not null,
  note text,
  done_at timestamptz not null,
  primary key (store_id, promise_id, deed_key)
);
select kernel.protect('promises', 'risk_deed');

-- How far a journey that begins on days of the calendar has been looked at. It moves in the transaction that calls people up.
create table journeys.calendar (
  store_id int not null,
  flow_id bigint not null,
  looked_until timestamptz not null,
  primary key (store_id, flow_id)
);
select kernel.protect('journeys', 'calendar');

-- One day of the calendar on which people are called up to a journey: those for whom its hour fell after since and not after
-- until. They are taken by their ids, some at a time; the row goes with the last of them.
create table journeys.muster (
  store_id int not null,
  id bigint not null,
  flow_id bigint not null,
  version int not null,
  day date not null,
  since timestamptz not null,
  until timestamptz not null,
  after_id bigint not null default 0,
  primary key (store_id, id)
);
select kernel.protect('journeys', 'muster');

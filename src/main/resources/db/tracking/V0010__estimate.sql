-- What a carrier itself says about the day of delivery, its latest word for each number. By number, not by parcel: it may
-- be said before anybody has registered the number, and a scan's row must not grow by what scans do not say.
create table tracking.estimate (
  store_id int not null,
  number text not null,
  carrier text not null,
  from_day date,
  by_day date not null,
  said_at timestamptz not null,
  provider text not null,
  received_at timestamptz not null,
  primary key (store_id, number, carrier)
);
-- Those of numbers nobody ever claims are thrown away by age.
create index estimate_age on tracking.estimate (received_at);
select kernel.protect('tracking', 'estimate');

-- What staff do about a delivery that goes wrong, as records of their own and not as words in a note: what was given, what
-- a carrier was asked, what is to be sent again, and what all the asking costs.

-- How much may be given for one order without asking an owner, and how long it is good for. Without a row nothing may be.
create table deliveries.goodwill_rule (
  store_id int primary key,
  limit_minor bigint not null check (limit_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  days_good smallint not null check (days_good between 0 and 1100), -- 0: without an end
  changed_at timestamptz not null
);
select kernel.protect('deliveries', 'goodwill_rule');

-- A goodwill given. The key comes with the form that offers it: a double click gives once.
create table deliveries.gesture (
  store_id int not null,
  id bigint not null,
  gesture_key text not null,
  order_id bigint not null,
  customer_id bigint,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  way text not null check (way in ('VOUCHER', 'REFUND')),
  code text,
  good_until date,
  person_id bigint not null,
  given_at timestamptz not null,
  primary key (store_id, id),
  constraint gesture_once unique (store_id, gesture_key),
  constraint gesture_voucher_has_a_code check ((way = 'VOUCHER') = (code is not null))
);
create index gesture_of_order on deliveries.gesture (store_id, order_id);
create index gesture_in_time on deliveries.gesture (store_id, given_at);
select kernel.protect('deliveries', 'gesture');

-- Where a carrier takes questions about parcels.
create table deliveries.carrier_contact (
  store_id int not null,
  carrier text not null,
  email text not null,
  account text, -- our number with them: they ask for it first
  changed_at timestamptz not null,
  primary key (store_id, carrier)
);
select kernel.protect('deliveries', 'carrier_contact');

-- A question to a carrier: what was asked, when we ask again, what came of it. The text names an address and goes with an erasure.
create table deliveries.enquiry (
  store_id int not null,
  id bigint not null,
  enquiry_key text not null,
  order_id bigint not null,
  shipment_id bigint,
  customer_id bigint,
  carrier text not null,
  tracking_number text,
  words text,
  person_id bigint not null,
  mailed_to text,
  state text not null check (state in ('OPEN', 'ANSWERED', 'GIVEN_UP')),
  follow_up date not null,
  answer text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (store_id, id),
  constraint enquiry_once unique (store_id, enquiry_key),
  constraint enquiry_closed_when_not_open check ((state = 'OPEN') = (closed_at is null))
);
create index enquiry_to_follow on deliveries.enquiry (store_id, follow_up) where state = 'OPEN';
create index enquiry_of_order on deliveries.enquiry (store_id, order_id);
select kernel.protect('deliveries', 'enquiry');

-- Goods that are to be sent again, and who sees to it. The customer is told once it has left, not when it is wished.
create table deliveries.replacement (
  store_id int not null,
  id bigint not null,
  replacement_key text not null,
  order_id bigint not null,
  shipment_id bigint,
  customer_id bigint,
  words text,
  asked_by bigint not null,
  owner bigint not null,
  state text not null check (state in ('WANTED', 'SENT', 'DROPPED')),
  wanted_at timestamptz not null,
  settled_at timestamptz,
  reference text, -- the new order's or parcel's number
  primary key (store_id, id),
  constraint replacement_once unique (store_id, replacement_key),
  constraint replacement_settled_when_not_wanted check ((state = 'WANTED') = (settled_at is null))
);
create index replacement_to_send on deliveries.replacement (store_id, wanted_at) where state = 'WANTED';
create index replacement_of_order on deliveries.replacement (store_id, order_id);
select kernel.protect('deliveries', 'replacement');

-- What one question costs the store where nobody measured: minutes by what an hour costs.
create table deliveries.contact_cost (
  store_id int primary key,
  cost_minor bigint not null check (cost_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  changed_at timestamptz not null
);
select kernel.protect('deliveries', 'contact_cost');

-- How long it took to answer, where it was measured; and what it cost then.
alter table deliveries.contact add column minutes smallint check (minutes between 0 and 1440);
alter table deliveries.contact add column cost_minor bigint check (cost_minor >= 0);
alter table deliveries.contact add column cost_currency text;
alter table deliveries.contact add column person_id bigint;

-- What a customer asked for on the page of a late order. The newest one of an order counts; those before it stay as
-- REPLACED, so that staff can tell what was asked when. What they wrote is personal and goes with an erasure.
create table deliveries.request (
  store_id int not null,
  id bigint not null,
  order_id bigint not null,
  customer_id bigint,
  choice text not null check (choice in ('WAIT', 'ADDRESS', 'PICKUP', 'CANCEL')),
  words text,
  state text not null check (state in ('OPEN', 'DONE', 'REPLACED')),
  asked_at timestamptz not null,
  done_at timestamptz,
  primary key (store_id, id)
);
-- Two clicks at once must not leave two answers that count.
create unique index request_that_counts on deliveries.request (store_id, order_id) where state <> 'REPLACED';
create index request_to_do on deliveries.request (store_id, asked_at) where state = 'OPEN';
select kernel.protect('deliveries', 'request');

-- Each time somebody had to ask: on a page, by telephone, in a shop's help desk. "Where is my order" is counted from it.
create table deliveries.contact (
  store_id int not null,
  id bigint not null,
  contact_key text not null, -- the same question sent twice is one contact
  order_id bigint,
  customer_id bigint,
  cause text not null check (cause in ('WHERE_IS_IT', 'LATE', 'NOT_ARRIVED', 'DAMAGED', 'WRONG_ADDRESS', 'CANCEL', 'RETURN', 'OTHER')),
  channel text not null check (channel in ('PAGE', 'EMAIL', 'PHONE', 'CHAT', 'SOCIAL', 'STORE', 'OTHER')),
  words text,
  asked_at timestamptz not null,
  primary key (store_id, id)
);
create unique index contact_once on deliveries.contact (store_id, contact_key);
create index contact_in_time on deliveries.contact (store_id, asked_at);
create index contact_of_order on deliveries.contact (store_id, order_id) where order_id is not null;
select kernel.protect('deliveries', 'contact');

-- What a store lets its customers choose when an order is late; a store without a row lets them choose everything.
create table deliveries.choice_rule (
  store_id int primary key,
  address boolean not null,
  pickup boolean not null,
  cancel text not null check (cancel in ('NEVER', 'UNSENT', 'LATE')),
  changed_at timestamptz not null
);
select kernel.protect('deliveries', 'choice_rule');

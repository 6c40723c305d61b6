-- Replies, refunds and points are promised too. Whoever makes such a promise knows it by a reference of its own (a question, a
-- cancellation, a return), and never by our id; under the same reference it is made once. Not all of them are about an order.
alter table promises.promise drop constraint promise_kind_check;
alter table promises.promise add constraint promise_kind_check
  check (kind in ('DELIVERY', 'HANDOVER', 'REFUND', 'REPLY', 'POINTS'));
alter table promises.promise alter order_id drop not null;
alter table promises.promise add reference text;
create unique index promise_once on promises.promise (store_id, kind, reference) where reference is not null;

-- By whom and whereto a promised parcel travels, for the figures: carriers and lanes are compared by the promises they kept.
alter table promises.promise add carrier text;
alter table promises.promise add lane text;

-- What is to be looked at without a parcel's forecast to tell of it: few at a time, and only while they are open.
create table promises.watched (
  store_id int not null,
  promise_id bigint not null,
  kind text not null,
  made_at timestamptz not null,
  due_by timestamptz not null,
  primary key (store_id, promise_id)
);
create index watched_of_kind on promises.watched (store_id, kind);
select kernel.protect('promises', 'watched');

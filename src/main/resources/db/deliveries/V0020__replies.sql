-- A question is answered, and when that was; until then the reply is owed.
alter table deliveries.contact add answered_at timestamptz;
create index contact_unanswered on deliveries.contact (store_id, asked_at) where answered_at is null;

-- Until when a store promises what; one without a row promises the usual.
create table deliveries.promise_rule (
  store_id int primary key,
  reply_hours smallint not null check (reply_hours between 1 and 200),   -- hours in which the store is open
  refund_days smallint not null check (refund_days between 1 and 30),    -- working days
  changed_at timestamptz not null
);
select kernel.protect('deliveries', 'promise_rule');

-- Another thing may cost more or less than what comes back. Fixed with the other sums of a piece when the return is committed.
alter table returns.piece
  add charge bigint not null default 0 check (charge >= 0),
  add used bigint not null default 0 check (used >= 0),
  add back bigint not null default 0 check (back >= 0),
  add rest text not null default 'REFUND' check (rest in ('REFUND', 'CREDIT'));

-- What a customer is to pay on top, for all dearer things of a return at once. A row first: the page to pay at is opened under its
-- id and attempt, so a lost answer never asks for the money twice. used went into other things, back was paid back: neither is
-- ever more than was paid.
create table returns.charge (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  order_id bigint not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('WAITING', 'OPEN', 'BY_HAND', 'CLOSING', 'PAID', 'LAPSED', 'STOPPED')),
  gateway text not null,
  attempt int not null default 1,
  reference text,
  link text,
  payment text,
  made_at timestamptz not null,
  due_at timestamptz not null,
  paid_at timestamptz,
  paid_by text,
  trouble text,
  used bigint not null default 0 check (used >= 0),
  back bigint not null default 0 check (back >= 0),
  work_at timestamptz,
  primary key (store_id, id),
  constraint never_more_than_came_in check (used + back <= case when state = 'PAID' then amount else 0 end)
) with (fillfactor = 70);
create index charge_of_return on returns.charge (store_id, return_id, id);
create unique index charge_one_open on returns.charge (store_id, return_id)
  where state in ('WAITING', 'OPEN', 'BY_HAND');
create index charge_work on returns.charge (work_at) where work_at is not null;
create index charge_by_hand on returns.charge (store_id, made_at, id) where state = 'BY_HAND';
select kernel.protect('returns', 'charge');

-- UNPAID: another thing that waits until what it costs on top is paid. charged and bonus: what of an amount came in that way and
-- what of it is bonus, so that it can be given back as what it was. topped: both after it was owed. charge_id: which payment this
-- pays back.
alter table returns.payout
  drop constraint payout_state_check,
  add constraint payout_state_check check (state in ('WAITING', 'ASKING', 'BY_HAND', 'UNPAID', 'GIVEN', 'STOPPED')),
  add charged bigint not null default 0 check (charged >= 0),
  add bonus bigint not null default 0 check (bonus >= 0),
  add topped boolean not null default false,
  add charge_id bigint;

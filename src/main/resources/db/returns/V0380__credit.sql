-- Store credit that is held here, because no gateway of the shop takes it. One row per person's record and currency: its lock
-- puts all who spend of it in line, and the database refuses more than is there. Merged records keep their own rows.
create table returns.credit (
  store_id int not null,
  customer_id bigint not null,
  currency text not null,
  balance bigint not null,
  primary key (store_id, customer_id, currency),
  constraint never_below_nothing check (balance >= 0)
);
create index credit_open on returns.credit (store_id, currency) where balance > 0;
select kernel.protect('returns', 'credit');

-- What was taken of it for an order in the shop, by the shop's own name of that order; a merged person's may come from several
-- rows at once. What is given back of it is never more than it took.
create table returns.credit_spend (
  store_id int not null,
  id bigint not null,
  currency text not null,
  amount bigint not null check (amount > 0),
  restored bigint not null default 0,
  order_reference text not null,
  spent_at timestamptz not null,
  spent_by text not null,
  primary key (store_id, id),
  constraint never_more_than_spent check (restored between 0 and amount)
);
select kernel.protect('returns', 'credit_spend');

-- Why a balance is what it is: at any time it is the sum of these, and none is ever changed. customer_id goes with an erasure,
-- which first ends what is left, so that entries of nobody add up to nothing.
create table returns.credit_entry (
  store_id int not null,
  id bigint not null,
  customer_id bigint,
  currency text not null,
  what text not null check (what in ('GIVEN', 'SPENT', 'RESTORED', 'CORRECTED', 'ENDED')),
  amount bigint not null check (amount <> 0),
  payout_id bigint,
  spend_id bigint,
  reason text,
  made_by text not null,
  made_at timestamptz not null,
  primary key (store_id, id),
  constraint given_for_a_payout check ((what = 'GIVEN') = (payout_id is not null)),
  constraint taken_for_a_spend check ((what in ('SPENT', 'RESTORED')) = (spend_id is not null)),
  constraint which_way check (case what when 'GIVEN' then amount > 0 when 'RESTORED' then amount > 0
    when 'CORRECTED' then true else amount < 0 end)
);
create unique index credit_given_once on returns.credit_entry (store_id, payout_id) where payout_id is not null;
create index credit_entry_customer on returns.credit_entry (store_id, customer_id, id) where customer_id is not null;
create index credit_entry_spend on returns.credit_entry (store_id, spend_id) where spend_id is not null;
select kernel.protect('returns', 'credit_entry');

-- Where there is a row, a person gives the credit that no gateway takes, and nothing is held here: no checkout asks for it.
create table returns.credit_by_hand (
  store_id int primary key,
  since timestamptz not null,
  chosen_by text not null
);
select kernel.protect('returns', 'credit_by_hand');

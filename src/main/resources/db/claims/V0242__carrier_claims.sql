-- What is asked of a carrier for a parcel that was lost, damaged or robbed on the way: one for a claim of a customer, with the
-- last day it can be filed.
create table claims.carrier_claim (
  store_id int not null,
  claim_id bigint not null,
  carrier text not null,
  number text,
  state text not null check (state in ('DRAFT', 'FILED', 'PAID', 'REFUSED')),
  due date not null,
  value bigint not null check (value >= 0),
  currency text not null,
  opened_at timestamptz not null,
  opened_by text not null,
  filed_at timestamptz,
  reference text,
  answered_at timestamptz,
  paid bigint check (paid > 0),
  said text,
  primary key (store_id, claim_id),
  constraint carrier_paid_something check ((state = 'PAID') = (paid is not null)),
  constraint carrier_filed_when check ((state = 'DRAFT') = (filed_at is null))
);
create index carrier_claim_due on claims.carrier_claim (store_id, due, claim_id) where state = 'DRAFT';
create index carrier_claim_newest on claims.carrier_claim (store_id, opened_at desc, claim_id desc);
select kernel.protect('claims', 'carrier_claim');

-- How many days a carrier gives, where a store's contract says otherwise than what is usual.
create table claims.carrier_term (
  store_id int not null,
  carrier text not null,
  damaged_days int not null check (damaged_days between 1 and 365),
  lost_days int not null check (lost_days between 1 and 365),
  primary key (store_id, carrier)
);
select kernel.protect('claims', 'carrier_term');

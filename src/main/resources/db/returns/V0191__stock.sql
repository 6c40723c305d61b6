-- How many there are of a variant, as the shop or a person told last, and how many of them are spoken for by exchanges. Every
-- exchange passes this row: two that want the last one come one after the other. A variant without a row is not counted.
create table returns.stock (
  store_id int not null,
  variant_id bigint not null,
  on_hand int not null check (on_hand >= 0),
  reserved int not null default 0 check (reserved >= 0),
  told_at timestamptz not null,
  told_by text not null,
  primary key (store_id, variant_id)
);
select kernel.protect('returns', 'stock');

-- One piece of an exchange that is kept for its customer. until is null from the moment theirs is on its way: what was sent
-- for it in good faith is not sold to somebody else.
create table returns.reservation (
  store_id int not null,
  piece_id bigint not null,
  return_id bigint not null,
  variant_id bigint not null,
  state text not null check (state in ('HELD', 'USED', 'LET_GO')),
  until timestamptz,
  made_at timestamptz not null,
  primary key (store_id, piece_id)
);
create index reservation_of_return on returns.reservation (store_id, return_id);
create index reservation_ends on returns.reservation (until) where state = 'HELD' and until is not null;
select kernel.protect('returns', 'reservation');

-- An exchange that cannot be had any more is given as money or credit: which payout stands in whose place.
alter table returns.payout add instead_of bigint;

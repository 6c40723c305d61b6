-- What arrived and belongs to no return that anybody knows: kept until somebody says what became of it.
create table returns.stray (
  store_id int not null,
  id bigint not null,
  arrived_at timestamptz not null,
  by text not null,
  said text not null,
  found text not null,
  owner text,
  solved_at timestamptz,
  solved_by text,
  outcome text check (outcome in ('BELONGS', 'SENT_BACK', 'KEPT_ASIDE')),
  return_id bigint,
  primary key (store_id, id),
  constraint solved_is_told check ((solved_at is null) = (outcome is null)),
  constraint belongs_to_a_return check ((outcome = 'BELONGS') = (return_id is not null))
);
create index stray_open on returns.stray (store_id, arrived_at, id) where solved_at is null;
select kernel.protect('returns', 'stray');

-- Insights and replays read what was asked for between two moments.
create index return_money_in_time on returns.posting (store_id, at);
create index payout_in_time on returns.payout (store_id, made_at desc, id desc);

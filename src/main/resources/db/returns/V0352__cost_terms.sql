-- What a store reckons its returns cost beyond the books: what looking at one piece costs, and what share of its price is lost
-- by its state. No row: nothing for the work, and the usual shares.
create table returns.cost_terms (
  store_id int not null,
  hand_work bigint not null check (hand_work >= 0),
  currency text not null,
  lost_b int not null check (lost_b between 0 and 100),
  lost_c int not null check (lost_c between 0 and 100),
  lost_d int not null check (lost_d between 0 and 100),
  primary key (store_id)
);
select kernel.protect('returns', 'cost_terms');

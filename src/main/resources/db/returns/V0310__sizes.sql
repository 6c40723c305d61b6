-- How a size turned out for those who took it: what was kept of it, and how many kept a larger or a smaller one in its place.
-- variant_id 0 is the product as a whole, for sizes too few have taken. Worked out anew with the scores; says is decided there,
-- and rows that say nothing stay for staff to see why.
create table returns.size_fit (
  store_id int not null,
  product_id bigint not null,
  variant_id bigint not null,
  settled bigint not null check (settled >= 0),
  larger bigint not null check (larger >= 0),
  smaller bigint not null check (smaller >= 0),
  direction text not null check (direction in ('LARGER', 'SMALLER')),
  better_variant_id bigint,
  agreeing bigint not null check (agreeing between 0 and settled),
  says text not null check (says in ('NOTHING', 'MANY', 'MOST')),
  primary key (store_id, product_id, variant_id)
);
select kernel.protect('returns', 'size_fit');

-- Where staff want no advice about sizes: product_id 0 is the whole store. A row, so that who did it and when is known.
create table returns.size_silence (
  store_id int not null,
  product_id bigint not null,
  since timestamptz not null,
  by text not null,
  primary key (store_id, product_id)
);
select kernel.protect('returns', 'size_silence');

-- Silence is by product, so advice has to know whose it is. What stands there is worked out anew within six hours.
delete from returns.size_advice;
alter table returns.size_advice add column product_id bigint not null;

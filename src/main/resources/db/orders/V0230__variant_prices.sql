-- What a thing costs now, as its shop told last: what an exchange for another thing and a return's credit are reckoned with. Apart
-- from the variant, which orders bring up to date all the time; a price comes with the shop's news of the product alone. A shop's
-- catalogue names no currency: it is the store's.
create table orders.variant_price (
  store_id int not null,
  variant_id bigint not null,
  price numeric(18, 4) not null check (price >= 0),
  as_of timestamptz not null,
  primary key (store_id, variant_id)
);
select kernel.protect('orders', 'variant_price');

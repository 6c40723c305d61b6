-- What a shop said of a product, as versions: an order falls under the one that stood when it was placed. Only what the shop
-- says of the product itself makes one; titles on orders come in many languages and make none. said is cut and for people to
-- recognise it by, the fingerprint is over all of it.
create table orders.wording (
  store_id int not null,
  product_id bigint not null,
  number int not null check (number > 0),
  since timestamptz not null,
  fingerprint text not null,
  title text not null,
  said text not null,
  primary key (store_id, product_id, number)
);
create index wording_in_time on orders.wording (store_id, product_id, since desc);
select kernel.protect('orders', 'wording');

-- What a store itself writes to a person. The shop's own tags stand with the person and are replaced as the shop tells them;
-- these stay until somebody, or a journey, takes them away.
create table customers.own_tag (
  store_id int not null,
  customer_id bigint not null,
  tag text not null,
  since timestamptz not null,
  by text not null,
  primary key (store_id, customer_id, tag)
);
select kernel.protect('customers', 'own_tag');

-- The key is the deed that wrote it: the same deed writes once, however often it is tried.
create table customers.note (
  store_id int not null,
  id bigint not null,
  customer_id bigint not null,
  note_key text not null,
  words text not null,
  by text not null,
  at timestamptz not null,
  primary key (store_id, id),
  constraint note_once unique (store_id, note_key)
);
create index note_of_customer on customers.note (store_id, customer_id, id);
select kernel.protect('customers', 'note');

-- Returns that were made in the shop's own admin, as the shop tells of them: seen here, never paid from here. News comes in any
-- order, so state and things each remember as of when they are known; the pieces hold back a second return of ours.
create table returns.shop_return (
  store_id int not null,
  id bigint not null,
  source text not null,
  reference text not null,
  order_id bigint not null,
  customer_id bigint,
  name text,
  state text not null check (state in ('REQUESTED', 'OPEN', 'DECLINED', 'CANCELLED', 'CLOSED')),
  state_at timestamptz not null,
  items_at timestamptz,
  first_at timestamptz not null,
  declined text,
  note text,
  primary key (store_id, id),
  constraint shop_return_once unique (store_id, source, reference)
);
create index shop_return_of_order on returns.shop_return (store_id, order_id);
create index shop_return_newest on returns.shop_return (store_id, first_at desc, id desc);
create index shop_return_customer on returns.shop_return (store_id, customer_id) where customer_id is not null;
select kernel.protect('returns', 'shop_return');

-- item is the shop's name of the entry, line that of the order's line.
create table returns.shop_return_item (
  store_id int not null,
  shop_return_id bigint not null,
  item text not null,
  line text not null,
  pieces int not null check (pieces > 0),
  reason text not null,
  words text,
  primary key (store_id, shop_return_id, item)
);
select kernel.protect('returns', 'shop_return_item');

-- Pieces that were taken out again later, each word once: it counts where it is newer than the list of things.
create table returns.shop_return_removal (
  store_id int not null,
  shop_return_id bigint not null,
  item text not null,
  told_at timestamptz not null,
  pieces int not null check (pieces > 0),
  primary key (store_id, shop_return_id, item, told_at)
);
select kernel.protect('returns', 'shop_return_removal');

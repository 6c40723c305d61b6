-- The mirror of what was bought.

-- Whose id a source's order got. Claimed first, so that one order never becomes two, whoever takes it at the same time;
-- after that its rows are new for sure and may travel by COPY.
create table orders.claim (
  store_id int not null,
  source text not null,
  reference text not null,
  order_id bigint not null,
  primary key (store_id, source, reference)
);
select kernel.protect('orders', 'claim');

-- PENDING: a fulfilment or refund came before its order; placed_at is null until the order itself is told.
-- updated_at: as of when the source told the newest snapshot; complete_as_of: the newest whole one.
-- goods_off, total_off: stated minus computed, in minor units; null where not checkable; never corrected, only flagged.
-- state and fulfilment change once or twice in an order's life, and the list filters by them: partial indexes, not full ones.
create table orders.customer_order (
  store_id int not null,
  id bigint not null,
  source text not null,
  reference text not null,
  number text not null,
  number_key text not null,
  state text not null check (state in ('PENDING', 'OPEN', 'CANCELLED')),
  fulfilment text not null check (fulfilment in ('NOT', 'PARTIAL', 'FULFILLED')),
  imported boolean not null,
  placed_at timestamptz,
  updated_at timestamptz,
  complete_as_of timestamptz,
  taken_at timestamptz not null,
  content_hash bigint not null,
  version int not null,
  customer_id bigint,
  email text,
  buyer text,
  currency text,
  goods bigint, discount bigint, shipping bigint, tax bigint, total bigint,
  tax_included boolean not null,
  goods_off bigint, total_off bigint,
  discount_codes text[] not null,
  shipping_method text,
  ship_to json, bill_to json,
  promised_from date, promised_by date,
  cancelled_at timestamptz, cancel_reason text,
  channel text, landing text, tags text[] not null, note text, status_text text, payment_status text, locale text,
  units int not null,
  search tsvector not null,
  primary key (store_id, id),
  check ((state = 'PENDING') = (placed_at is null))
) with (fillfactor = 80);
create index customer_order_placed on orders.customer_order (store_id, placed_at desc, id desc);
create index customer_order_number on orders.customer_order (store_id, number_key);
create index customer_order_customer on orders.customer_order (store_id, customer_id, placed_at desc, id desc);
create index customer_order_email on orders.customer_order (store_id, email) where email is not null;
create index customer_order_channel on orders.customer_order (store_id, channel, placed_at desc, id desc) where channel is not null;
create index customer_order_open on orders.customer_order (store_id, placed_at desc, id desc)
  where state = 'OPEN' and fulfilment <> 'FULFILLED';
create index customer_order_cancelled on orders.customer_order (store_id, placed_at desc, id desc) where state = 'CANCELLED';
create index customer_order_pending on orders.customer_order (store_id, taken_at) where state = 'PENDING';
create index customer_order_off on orders.customer_order (store_id, placed_at desc, id desc)
  where goods_off <> 0 or total_off <> 0;
create index customer_order_search on orders.customer_order using gin (search);
create index customer_order_tags on orders.customer_order using gin (tags) where tags <> '{}';
select kernel.protect('orders', 'customer_order');

create table orders.product (
  store_id int not null,
  id bigint not null,
  source text not null,
  key text not null,
  title text not null,
  vendor text,
  type text,
  image_url text,
  page_url text,
  as_of timestamptz not null,
  primary key (store_id, id),
  constraint product_once unique (store_id, source, key)
) with (fillfactor = 80);
create index product_title on orders.product (store_id, title, id);
select kernel.protect('orders', 'product');

create table orders.variant (
  store_id int not null,
  id bigint not null,
  product_id bigint not null,
  key text not null,
  title text,
  sku text,
  as_of timestamptz not null,
  primary key (store_id, id),
  constraint variant_once unique (store_id, product_id, key)
) with (fillfactor = 80);
select kernel.protect('orders', 'variant');

-- Amounts in the order's currency. A line the source took away stays with removed = true: a return may point at it.
create table orders.line (
  store_id int not null,
  order_id bigint not null,
  reference text not null,
  id bigint not null,
  position int not null,
  product_id bigint not null,
  variant_id bigint not null,
  title text not null,
  variant_title text,
  sku text,
  quantity int not null,
  unit_price bigint not null,
  discount bigint not null,
  tax bigint not null,
  needs_shipping boolean not null,
  removed boolean not null,
  primary key (store_id, order_id, reference)
);
create index line_product on orders.line (store_id, product_id);
select kernel.protect('orders', 'line');

-- parcels and lines as json: a source always tells a fulfilment whole, so it is replaced whole, in one row.
-- Lines by the source's reference, because a fulfilment may come before its order. lines = []: all that was open.
create table orders.fulfilment (
  store_id int not null,
  order_id bigint not null,
  reference text not null,
  id bigint not null,
  shipped_at timestamptz not null,
  updated_at timestamptz not null,
  cancelled boolean not null,
  service text,
  parcels json not null,
  lines json not null,
  primary key (store_id, order_id, reference)
);
select kernel.protect('orders', 'fulfilment');

create table orders.refund (
  store_id int not null,
  order_id bigint not null,
  reference text not null,
  id bigint not null,
  at timestamptz not null,
  amount bigint not null,
  currency text not null,
  lines json not null,
  reason text,
  primary key (store_id, order_id, reference)
);
select kernel.protect('orders', 'refund');

-- The console sorts by total; without this a page of the largest of a million orders sorts them all.
create index customer_order_total on orders.customer_order (store_id, total desc, id desc) where placed_at is not null;

-- The batch a thing is of, as read off it at the warehouse: goes before what the order was sent with.
alter table returns.piece add column lot text;

-- A reason rises for a product, a variant, a lot, a description or a carrier; a carrier has no product.
alter table returns.rising_reason alter column product_id drop not null;
alter table returns.rising_reason add column dimension text not null default 'PRODUCT'
  check (dimension in ('PRODUCT', 'VARIANT', 'LOT', 'DESCRIPTION', 'CARRIER'));
alter table returns.rising_reason add column subject text not null default '';
drop index returns.rising_reason_open;
create unique index rising_reason_open on returns.rising_reason (store_id, dimension, coalesce(product_id, 0), subject, reason)
  where closed_at is null;

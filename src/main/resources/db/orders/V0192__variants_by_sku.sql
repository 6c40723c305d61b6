-- Counts of stock name what they count by its stock keeping unit.
create index variant_by_sku on orders.variant (store_id, sku) where sku is not null;

-- How a shop marks its products: return policies and journeys ask for it. Null: the shop never told, which is not the same as none.
alter table orders.product add column tags text[];

-- Money or another thing was given before the customer's came: until when it is expected. Null where nothing is.
alter table returns.customer_return add goods_due timestamptz;
create index return_goods_due on returns.customer_return (goods_due) where goods_due is not null;

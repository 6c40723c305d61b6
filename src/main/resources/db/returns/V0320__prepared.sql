-- What a gateway made for a payout before it is given, such as a draft order or the code of a credit: kept before the call that
-- counts, so that a lost answer is asked about by this name and never given twice.
alter table returns.payout add prepared text;
-- Which return an order was made in exchange for, by the shop's own name of that order.
create index payout_exchange_order on returns.payout (store_id, reference) where kind = 'EXCHANGE' and reference is not null;

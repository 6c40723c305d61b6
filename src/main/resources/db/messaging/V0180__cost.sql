-- What a message cost by the price its store had entered when it went, in the store's currency; null where nothing is known.
-- In no index, and written only where a price is entered.
alter table messaging.message add cost numeric(12, 6);

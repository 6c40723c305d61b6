-- When the reader's mail provider reported that they call it unwanted.
alter table messaging.message add unwanted_at timestamptz;
-- How often mails to an address came back lately; few rows, for few come back.
create index message_returned on messaging.message (store_id, lower(recipient), reached_at) where reached = 'UNDELIVERED';

-- Other things of one return that are taken one after the other go out as one order of the shop. together: the payout it goes out
-- with, whose call counts for it too. gathers_until: while more of the return may come it waits, until then at the longest.
alter table returns.payout
  add together bigint,
  add gathers_until timestamptz;
create index payout_together on returns.payout (store_id, together) where together is not null;

-- The console lists people by name, too: who has no name comes last. Kept by the database, so that no writer can forget it.
alter table customers.customer add sort_name text not null generated always as
  (coalesce(nullif(lower(trim(coalesce(family_name, '') || ' ' || coalesce(given_name, ''))), ''), U&'\FFFD')) stored;
create index customer_by_name on customers.customer (store_id, sort_name, id) where erased_at is null;

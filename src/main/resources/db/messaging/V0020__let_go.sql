-- A person has looked at a message that got stuck and lets it be: it no longer waits for anybody.
alter table messaging.message add let_go_at timestamptz;
drop index messaging.message_stuck;
create index message_stuck on messaging.message (store_id, id)
  where state in ('IN_DOUBT', 'GAVE_UP') and let_go_at is null and emptied_at is null;

-- Found by words of the recipient, the subject and the kind, folded by us as everywhere (kernel SearchWords).
alter table messaging.message add search tsvector not null default '';
create index message_search on messaging.message using gin (search) with (fastupdate = on);

-- One person of a store, how to reach them, what they allowed.

-- Each told fact carries the time the source knew it, so that older news never overwrites newer, in whatever order it comes.
-- search: words of name, e-mail and phone, folded by us; see kernel SearchWords.
create table customers.customer (
  store_id int not null,
  id bigint not null,
  since timestamptz not null,
  given_name text, family_name text, name_as_of timestamptz,
  email text, email_as_of timestamptz,
  phone text, phone_as_of timestamptz,
  locale text, locale_as_of timestamptz,
  zone text, zone_as_of timestamptz,
  country text, country_as_of timestamptz,
  birthday text, birthday_as_of timestamptz,
  tags text[] not null default '{}', tags_as_of timestamptz,
  search tsvector not null default '',
  erased_at timestamptz,
  primary key (store_id, id)
) with (fillfactor = 80);
create index customer_since on customers.customer (store_id, since desc, id desc) where erased_at is null;
create index customer_search on customers.customer using gin (search);
select kernel.protect('customers', 'customer');

-- By what a person is found: s:source:reference, e:mail, p:phone. One key leads to one person; that is the whole guard
-- against doubles, also when eight threads meet the same person at once.
create table customers.identity (
  store_id int not null,
  key text not null,
  customer_id bigint not null,
  primary key (store_id, key)
);
create index identity_customer on customers.identity (store_id, customer_id);
select kernel.protect('customers', 'identity');

-- Every address a person was ever reached by; several people may share one.
create table customers.contact_point (
  store_id int not null,
  customer_id bigint not null,
  kind text not null check (kind in ('EMAIL', 'PHONE')),
  value text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  primary key (store_id, customer_id, kind, value)
);
create index contact_point_value on customers.contact_point (store_id, value);
select kernel.protect('customers', 'contact_point');

-- What was said about consent, as it was said: a change of mind is a new row.
create table customers.consent_entry (
  store_id int not null,
  customer_id bigint not null,
  id bigint not null,
  channel text not null,
  purpose text not null,
  given boolean not null,
  at timestamptz not null,
  source text not null,
  proof text not null,
  text_version text,
  recorded_at timestamptz not null,
  primary key (store_id, customer_id, id),
  constraint consent_entry_once unique (store_id, customer_id, channel, purpose, at, given)
);
select kernel.protect('customers', 'consent_entry');

create function customers.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the consent ledger is append-only: a correction is a new entry';
end $$;
create trigger consent_entry_append_only before update on customers.consent_entry
  for each row execute function customers.refuse_rewriting();

-- The last word per channel and purpose; at the same instant a withdrawal outweighs a consent.
-- security_invoker: the wall between stores stands for a view's reader too.
create view customers.consent_state with (security_invoker = true) as
  select distinct on (store_id, customer_id, channel, purpose) *
  from customers.consent_entry order by store_id, customer_id, channel, purpose, at desc, given, id desc;

-- Two records are one person. History stays under the id it was written with; readers ask for the canonical one.
create table customers.identity_merge (
  store_id int not null,
  id bigint not null,
  from_id bigint not null,
  into_id bigint not null,
  at timestamptz not null,
  by text not null,
  reason text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (store_id, id),
  check (from_id <> into_id)
);
create unique index identity_merge_from on customers.identity_merge (store_id, from_id) where undone_at is null;
create index identity_merge_into on customers.identity_merge (store_id, into_id) where undone_at is null;
select kernel.protect('customers', 'identity_merge');

-- Keyed hashes of what an erased person was found by, so that an old file read again does not bring them back.
create table customers.erased_identity (
  store_id int not null,
  hash bytea not null,
  customer_id bigint not null,
  erased_at timestamptz not null,
  primary key (store_id, hash)
);
select kernel.protect('customers', 'erased_identity');

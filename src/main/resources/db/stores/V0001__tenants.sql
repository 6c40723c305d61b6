-- Stores, the people who work in them, the keys of programs, the ties to outside systems, and who changed what.
-- Tables of one store stand behind the wall (kernel.protect). Tables that belong to no single store (people, their
-- sessions) have row rules switched on and no policy: work bound to a store sees nothing of them at all.

-- One number for all nodes: whoever changes what nodes keep in memory raises it in the same transaction. Nodes compare it
-- with what they hold. A row, not a sequence: a sequence shows its value before the change behind it can be seen.
create table stores.generation (
  only_row boolean primary key default true check (only_row),
  value bigint not null
);
insert into stores.generation (value) values (1);
alter table stores.generation enable row level security;
create policy for_all on stores.generation to postlude_app using (true);

create table stores.store (
  store_id int generated always as identity primary key,
  slug text not null constraint store_slug_unique unique,
  version int not null,
  settings jsonb not null,
  opened_at timestamptz not null
);
select kernel.protect('stores', 'store');

-- Every state the settings ever had, so that a person can look back and take one of them again.
create table stores.settings_version (
  store_id int not null references stores.store,
  version int not null,
  settings jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (store_id, version)
);
select kernel.protect('stores', 'settings_version');

-- Logos, named by the fingerprint of their bytes: an address never changes its picture, so browsers may keep it for ever.
create table stores.logo (
  store_id int not null references stores.store,
  name text not null,
  bytes bytea not null,
  put_at timestamptz not null,
  primary key (store_id, name)
);
select kernel.protect('stores', 'logo');

create table stores.person (
  id bigint primary key,
  email text not null,
  name text not null,
  locale text not null,
  password_hash text,
  totp_sealed text,
  totp_last_step bigint not null default 0,
  totp_offered text,
  disabled_at timestamptz,
  created_at timestamptz not null
);
create unique index person_email_unique on stores.person (lower(email));
alter table stores.person enable row level security;

create table stores.recovery_code (
  person_id bigint not null references stores.person,
  code_hash text not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
alter table stores.recovery_code enable row level security;

create table stores.membership (
  store_id int not null references stores.store,
  person_id bigint not null references stores.person,
  role text not null,
  since timestamptz not null,
  primary key (store_id, person_id)
);
create index membership_of_person on stores.membership (person_id);
select kernel.protect('stores', 'membership');

create table stores.invitation (
  store_id int not null references stores.store,
  id bigint not null,
  token_hash text not null constraint invitation_token_unique unique,
  email text not null,
  role text not null,
  invited_by bigint not null references stores.person,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (store_id, id)
);
select kernel.protect('stores', 'invitation');

-- One-time links: first owner, password reset, the second step of a sign-in. A link is used by setting used_at once.
create table stores.one_time_link (
  token_hash text primary key,
  purpose text not null check (purpose in ('SETUP', 'PASSWORD', 'SECOND_STEP')),
  person_id bigint references stores.person,
  expires_at timestamptz not null,
  used_at timestamptz
);
create unique index one_time_link_setup on stores.one_time_link (purpose) where purpose = 'SETUP' and used_at is null;
alter table stores.one_time_link enable row level security;

create table stores.session (
  token_hash text primary key,
  id bigint not null constraint session_id_unique unique,
  person_id bigint not null references stores.person,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  address text not null,
  device text not null
) with (fillfactor = 70);
create index session_of_person on stores.session (person_id);
alter table stores.session enable row level security;

-- Attempts per account and per address (both as fingerprints), counted before the password is looked at, so that many
-- guesses at once cannot slip past the count. Unlogged: after a crash the counts start again, which harms nothing.
create unlogged table stores.attempt (
  subject text primary key,
  window_start timestamptz not null,
  failures int not null
);
alter table stores.attempt enable row level security;

create table stores.api_key (
  store_id int not null references stores.store,
  id bigint not null,
  name text not null,
  prefix text not null,
  token_hash text not null constraint api_key_token_unique unique,
  scopes text[] not null,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (store_id, id)
);
select kernel.protect('stores', 'api_key');

-- The path token is public: it tells which store a webhook is for, the secret proves who sent it.
create table stores.connection (
  store_id int not null references stores.store,
  id bigint not null,
  source text not null,
  path_token text not null constraint connection_path_token_unique unique,
  shop_domain text,
  secret_sealed text not null,
  former_sealed text,
  former_until timestamptz,
  extras jsonb not null,
  enabled boolean not null,
  made_at timestamptz not null,
  primary key (store_id, id)
);
-- A shop's webhooks name the shop, not us: two stores with the same shop could not be told apart.
create unique index connection_shop_unique on stores.connection (source, shop_domain);
select kernel.protect('stores', 'connection');

-- Who did what. Holds ids and settings, never a person's data nor a secret; addresses are cut to their network.
create table stores.audit_entry (
  store_id int not null references stores.store,
  id bigint not null,
  actor_kind text not null,
  actor_id bigint,
  actor_name text not null,
  address text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  at timestamptz not null,
  primary key (store_id, id)
);
create index audit_entry_subject on stores.audit_entry (store_id, subject_kind, subject_id, id);
select kernel.protect('stores', 'audit_entry');

-- A journey of a store. Its document is in its versions; here is what stays while they come and go.
create table flows.flow (
  store_id int not null,
  id bigint not null,
  -- Its name in files and addresses.
  key text not null,
  -- The version that lets people in; null: none does, and none did or it was archived.
  live int,
  archived_at timestamptz,
  primary key (store_id, id),
  constraint flow_key_once unique (store_id, key)
);
select kernel.protect('flows', 'flow');

-- A published version never changes: runs keep to it, and decisions are explained by it. The draft is the one that moves.
create table flows.flow_version (
  store_id int not null,
  flow_id bigint not null,
  number int not null,
  -- As text, word for word: what is exported is what was saved.
  document text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  -- Null while it is the draft.
  published_at timestamptz,
  published_by text,
  -- What became of those under way in the version before: KEEP, MOVE, END.
  under_way text,
  -- Counts the savings of the draft, so that two people do not overwrite each other.
  turn int not null default 1,
  primary key (store_id, flow_id, number),
  constraint flow_version_published check ((published_at is null) = (published_by is null))
);
create unique index flow_one_draft on flows.flow_version (store_id, flow_id) where published_at is null;
select kernel.protect('flows', 'flow_version');

-- What a draft was before each saving: for undo. Gone when it is published.
create table flows.draft_before (
  store_id int not null,
  flow_id bigint not null,
  turn int not null,
  document text not null,
  primary key (store_id, flow_id, turn)
);
select kernel.protect('flows', 'draft_before');

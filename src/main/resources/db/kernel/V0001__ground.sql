-- The ground of every module: the role under row-level security, the event log with its readers, nodes, secrets.

-- Work for one store runs as this role, so that a forgotten "where store_id" shows nothing instead of a neighbour's rows.
-- Roles belong to the whole server: it may be there already, made by another database on it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'postlude_app') then
    create role postlude_app nologin;
  end if;
exception when duplicate_object or unique_violation then null; -- another database of this server was faster
end $$;
do $$ begin execute format('grant postlude_app to %I', current_user); end $$;

-- Puts a table behind the wall: the role sees and writes only rows of the store the transaction is bound to.
-- nullif: after a transaction-local setting ends, current_setting gives '' and the cast would fail.
create function kernel.protect(module text, tab text) returns void language plpgsql as $$
begin
  execute format('alter table %I.%I enable row level security', module, tab);
  execute format('create policy of_store on %I.%I to postlude_app using (store_id = nullif(current_setting(''app.store_id'', true), '''')::int)', module, tab);
end $$;

-- Run after every migration: the role may work in a module's tables, but not in its migration history, and not in the parts
-- of a partitioned table: the wall stands on the whole and does not hold for whoever names a part.
create function kernel.grant_app(module text) returns void language plpgsql as $$
declare piece regclass;
begin
  execute format('grant usage on schema %I to postlude_app', module);
  execute format('grant select, insert, update, delete on all tables in schema %I to postlude_app', module);
  execute format('grant usage on all sequences in schema %I to postlude_app', module);
  execute format('revoke all on table %I.migration from postlude_app', module);
  for piece in select oid from pg_class where relispartition and relkind = 'r' and relnamespace = module::regnamespace loop
    execute format('revoke all on table %s from postlude_app', piece);
  end loop;
  if module = 'kernel' then
    revoke all on table kernel.secret, kernel.node, kernel.poison_event, kernel.schema_fingerprint from postlude_app;
  end if;
end $$;

create table kernel.schema_fingerprint (
  only_row boolean primary key default true check (only_row),
  value text not null
);
insert into kernel.schema_fingerprint (value) values ('');

create table kernel.event_type (
  code smallint primary key,
  name text not null constraint event_type_name_unique unique
);

-- One log for all that happened. part = mix(key) & 7, set by the writer, so that the events of one key stay in order.
-- tx stands before id: a transaction with a lower id can commit later, and readers stop below the oldest one still open.
-- payload is json, not jsonb: it is written often, read by us and never searched inside.
create table kernel.event_log (
  part smallint not null,
  tx xid8 not null default pg_current_xact_id(),
  id bigint not null,
  store_id int not null,
  key bigint not null,
  type smallint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  payload json not null,
  primary key (part, tx, id)
) partition by list (part);
create table kernel.event_log_0 partition of kernel.event_log for values in (0);
create table kernel.event_log_1 partition of kernel.event_log for values in (1);
create table kernel.event_log_2 partition of kernel.event_log for values in (2);
create table kernel.event_log_3 partition of kernel.event_log for values in (3);
create table kernel.event_log_4 partition of kernel.event_log for values in (4);
create table kernel.event_log_5 partition of kernel.event_log for values in (5);
create table kernel.event_log_6 partition of kernel.event_log for values in (6);
create table kernel.event_log_7 partition of kernel.event_log for values in (7);
-- The timeline of one order or customer.
create index event_log_key on kernel.event_log (key);
select kernel.protect('kernel', 'event_log');

-- Where each reader stands in each partition. high_*: the furthest it ever came, so that it knows a replay from news.
create table kernel.reader_cursor (
  reader text not null,
  part smallint not null,
  tx xid8 not null default '0',
  id bigint not null default 0,
  high_tx xid8 not null default '0',
  high_id bigint not null default 0,
  moved_at timestamptz not null default now(),
  primary key (reader, part)
) with (fillfactor = 50);

-- Events a reader could not take, and later events of the same key, kept in order behind them.
create table kernel.poison_event (
  id bigint generated always as identity primary key,
  reader text not null,
  part smallint not null,
  tx xid8 not null,
  event_id bigint not null,
  store_id int not null,
  key bigint not null,
  reason text not null,
  behind boolean not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'RESOLVED', 'DISMISSED')),
  set_aside_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by text,
  constraint poison_event_once unique (reader, part, tx, event_id)
);
create index poison_event_open on kernel.poison_event (reader, key) where state = 'OPEN';

-- Running nodes: each holds a number for its ids; the beat tells how many share the work.
create sequence kernel.node_number maxvalue 1023 minvalue 0 cycle;
create table kernel.node (
  number smallint primary key,
  host text not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);

-- Keys the installation made for itself (links, tokens).
create table kernel.secret (
  name text primary key,
  value bytea not null,
  made_at timestamptz not null default now()
);

-- Recurring jobs (db-scheduler's table).
create table kernel.scheduled_task (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_task_execution on kernel.scheduled_task (execution_time);
create index scheduled_task_heartbeat on kernel.scheduled_task (last_heartbeat);

-- Webhooks out: a store's own programs hear what happened. What leaves the house is a row first.
create table connectors.endpoint (
  store_id int not null,
  id bigint not null,
  address text not null,
  -- Which events it wants, by their outside names; empty: all there are.
  wants text[] not null,
  secret_sealed text not null,
  -- After a rotation both sign until then, so that no delivery is refused while the receiver changes over.
  former_sealed text,
  former_until timestamptz,
  enabled boolean not null default true,
  -- Since when nothing was taken; a few days of that switch it off and a person is told.
  failing_since timestamptz,
  disabled_why text,
  made_at timestamptz not null,
  primary key (store_id, id)
);
select kernel.protect('connectors', 'endpoint');

-- One event for one endpoint. The id is the webhook-id: the same at each attempt and replay, so that receivers can tell.
create table connectors.sent_event (
  store_id int not null,
  id bigint not null,
  endpoint_id bigint not null,
  event_id bigint not null,
  type text not null,
  body text not null,
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENDING', 'SENT', 'GAVE_UP')),
  attempts smallint not null default 0,
  due_at timestamptz not null,
  -- The database's own clock: the claim of a worker that died ends whatever the installation's clock says.
  claimed_until timestamptz,
  last_status int,
  last_error text,
  made_at timestamptz not null,
  sent_at timestamptz,
  primary key (store_id, id),
  constraint sent_event_once unique (store_id, endpoint_id, event_id)
) with (fillfactor = 70);
create index sent_event_due on connectors.sent_event (due_at) where state = 'QUEUED';
create index sent_event_claimed on connectors.sent_event (claimed_until) where state = 'SENDING';
create index sent_event_of_endpoint on connectors.sent_event (store_id, endpoint_id, id);
create index sent_event_settled on connectors.sent_event (made_at) where state in ('SENT', 'GAVE_UP');
select kernel.protect('connectors', 'sent_event');

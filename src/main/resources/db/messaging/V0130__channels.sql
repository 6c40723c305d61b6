-- One outbox for every channel. A mail keeps its columns; what other channels need beside recipient and text stands in
-- `parts`, as its kind of wording wrote it.
alter table messaging.message drop constraint message_channel_check;
alter table messaging.message add constraint message_channel_known check (channel in ('EMAIL', 'SMS', 'WHATSAPP', 'PUSH'));
-- HELD: goes out only if the message before it fails (another channel for the same news). DROPPED: that one arrived.
alter table messaging.message drop constraint message_state_check;
alter table messaging.message add constraint message_state_known
  check (state in ('QUEUED', 'SENDING', 'SENT', 'IN_DOUBT', 'GAVE_UP', 'HELD', 'DROPPED'));
alter table messaging.message
  add purpose text not null default 'SERVICE' check (purpose in ('SERVICE', 'MARKETING', 'REVIEW', 'RESEARCH')),
  add parts json,
  add held_for bigint,
  -- Through whom it goes or went, and what they call it: by that their reports find it.
  add provider_id bigint,
  add provider_ref text,
  -- Providers that did not take it in this round; the next one in order is tried at once.
  add tried bigint[] not null default '{}',
  add attempted_at timestamptz,
  -- When the provider is asked whether it has it, and how often it was.
  add if not exists ask_at timestamptz,
  add asked smallint not null default 0,
  -- What physically happened after it was taken; apart from the state, which says what we did.
  add reached text check (reached in ('DELIVERED', 'READ', 'UNDELIVERED')),
  add reached_at timestamptz,
  add reached_why text;

-- Mails and the rest are claimed by different workers.
drop index messaging.message_due;
create index message_due on messaging.message (due_at) where state = 'QUEUED' and channel = 'EMAIL';
create index message_due_elsewhere on messaging.message (due_at) where state = 'QUEUED' and channel <> 'EMAIL';
create index message_to_ask on messaging.message (ask_at) where state = 'IN_DOUBT' and ask_at is not null;
create index message_held on messaging.message (store_id, held_for) where state = 'HELD';
create index message_held_until on messaging.message (useful_until) where state = 'HELD';
create index message_of_provider on messaging.message (store_id, provider_id, provider_ref) where provider_ref is not null;

-- A store's ways out, in order per channel. What proves us to the provider is sealed; the rest is plain for staff to read.
create table messaging.provider (
  store_id int not null,
  id bigint not null,
  channel text not null check (channel in ('SMS', 'WHATSAPP', 'PUSH')),
  kind text not null,
  name text not null,
  place int not null,
  settings json not null,
  secrets_sealed text not null,
  -- In the address of its reports; finds the row and proves nothing.
  path_token text not null,
  enabled boolean not null default true,
  -- It refused us or did not answer: others go first until then.
  paused_until timestamptz,
  paused_why text,
  made_at timestamptz not null,
  primary key (store_id, id),
  constraint provider_token unique (path_token)
);
create index provider_in_order on messaging.provider (store_id, channel, place, id);
select kernel.protect('messaging', 'provider');

-- Who is not written to any more on a channel, and why. Lifted rather than deleted: it happened.
create table messaging.suppression (
  store_id int not null,
  id bigint not null,
  channel text not null,
  address text not null,
  reason text not null check (reason in ('BOUNCE', 'COMPLAINT', 'STOP', 'INVALID', 'MANUAL')),
  detail text,
  source text not null,
  at timestamptz not null,
  lifted_at timestamptz,
  lifted_by text,
  primary key (store_id, id)
);
create unique index suppression_standing on messaging.suppression (store_id, channel, address) where lifted_at is null;
select kernel.protect('messaging', 'suppression');

-- What people wrote back, as it came.
create table messaging.received (
  store_id int not null,
  id bigint not null,
  provider_id bigint not null,
  channel text not null,
  -- The provider's name for it: the same report twice is one message.
  provider_ref text not null,
  sender text not null,
  body text not null,
  customer_id bigint,
  -- STOP, HELP, START, or TEXT for anything else.
  meant text not null,
  at timestamptz not null,
  emptied_at timestamptz,
  primary key (store_id, id),
  constraint received_once unique (store_id, provider_id, provider_ref)
);
create index received_from on messaging.received (store_id, channel, sender, at);
create index received_full on messaging.received (at) where emptied_at is null;
select kernel.protect('messaging', 'received');

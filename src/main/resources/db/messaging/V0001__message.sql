-- What leaves the house is a row first. The row is the message and its outbox entry in one: a worker claims it, sends it and
-- writes down what became of it.
create table messaging.message (
  store_id int not null,
  id bigint not null,
  channel text not null check (channel in ('EMAIL')),
  -- What it is about, in one word of ours (lookup_link), for people and figures.
  kind text not null,
  -- The same message asked for again (a retry, a replay, a second click) finds this row instead of making another.
  dedupe_key text not null,
  sender_name text,
  sender text not null,
  reply_to text,
  recipient text not null,
  recipient_name text,
  -- The person, so that an erasure finds the message; null where nobody is known by that address.
  customer_id bigint,
  subject text not null,
  html text not null,
  body_text text not null,
  headers json not null,
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENDING', 'SENT', 'IN_DOUBT', 'GAVE_UP')),
  -- What a lost answer means for it: RESEND with the same Message-ID, or ASK a person.
  when_in_doubt text not null check (when_in_doubt in ('RESEND', 'ASK')),
  attempts smallint not null default 0,
  due_at timestamptz not null,
  -- After this it is of no use to the reader and is not sent.
  useful_until timestamptz not null,
  -- The database's own clock: the claim of a worker that died ends whatever the installation's clock says.
  claimed_until timestamptz,
  last_error text,
  -- What the mail server answered, its queue number with most of them.
  provider_reply text,
  created_at timestamptz not null,
  sent_at timestamptz,
  -- When recipient, subject and bodies were removed: an erasure, or their time was over.
  emptied_at timestamptz,
  primary key (store_id, id),
  constraint message_once unique (store_id, dedupe_key)
) with (fillfactor = 70);
-- Each holds only the rows that wait for somebody, so they stay small however many were sent.
create index message_due on messaging.message (due_at) where state = 'QUEUED';
create index message_claimed on messaging.message (claimed_until) where state = 'SENDING';
create index message_stuck on messaging.message (store_id, id) where state in ('IN_DOUBT', 'GAVE_UP');
create index message_of_customer on messaging.message (store_id, customer_id) where customer_id is not null;
create index message_full on messaging.message (created_at) where emptied_at is null;
select kernel.protect('messaging', 'message');

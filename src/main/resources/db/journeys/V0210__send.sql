-- A one-off send: a journey whose entry is everybody in a segment, once. The journey says what is sent to whom and when; this
-- row says how far it is, which no document can.
create table journeys.send (
  store_id int not null,
  flow_id bigint not null,
  made_at timestamptz not null,
  made_by text not null,
  -- Published: people are called up.
  begun_at timestamptz,
  begun_by text,
  -- When its hour has come on all clocks of the earth.
  last_call_at timestamptz,
  -- Everybody was called up, and nobody waits any more.
  ended_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text,
  primary key (store_id, flow_id)
);
-- Only those that are not over are looked at again and again.
create index send_under_way on journeys.send (store_id) where begun_at is not null and ended_at is null and cancelled_at is null;
select kernel.protect('journeys', 'send');

-- What a customer's returns look like against others who bought the same, with the signs it is made of: worked out anew for
-- the whole store, so that nothing old is left of what no longer holds. Nobody without a sign has a row. A score can ask
-- for a person and nothing else.
create table returns.conduct (
  store_id int not null,
  customer_id bigint not null,
  score int not null check (score between 1 and 100),
  rules_version int not null,
  signs json not null,
  weighed_at timestamptz not null,
  primary key (store_id, customer_id)
);
create index conduct_highest on returns.conduct (store_id, score desc, customer_id);
select kernel.protect('returns', 'conduct');

-- When a store was weighed last.
create table returns.weighing (
  store_id int not null,
  weighed_at timestamptz not null,
  primary key (store_id)
);
select kernel.protect('returns', 'weighing');

-- A customer sees it differently; a person answers. Granted: their score does not count until that day.
create table returns.appeal (
  store_id int not null,
  id bigint not null,
  return_id bigint not null,
  customer_id bigint,
  asked_at timestamptz not null,
  words text not null,
  answered_at timestamptz,
  answered_by text,
  answer text,
  granted boolean,
  until date,
  primary key (store_id, id),
  constraint appeal_once unique (store_id, return_id),
  constraint appeal_answered_whole check ((answered_at is null) = (granted is null) and (granted is true or until is null))
);
create index appeal_of_customer on returns.appeal (store_id, customer_id) where granted;
create index appeal_open on returns.appeal (store_id, asked_at, id) where answered_at is null;
select kernel.protect('returns', 'appeal');

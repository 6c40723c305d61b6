-- How claims are handled in a store: until when we answer, how long after delivery something may be reported, and which
-- warranty a product type carries. Without a row the usual values of the program hold.
create table claims.setting (
  store_id int not null,
  reply_days int not null check (reply_days between 1 and 30),
  report_days int not null check (report_days between 1 and 730),
  primary key (store_id)
);
select kernel.protect('claims', 'setting');

-- product_type '' is every type that has no row of its own. 0 months: no warranty beyond the law.
create table claims.warranty_term (
  store_id int not null,
  product_type text not null,
  months int not null check (months between 0 and 600),
  primary key (store_id, product_type)
);
select kernel.protect('claims', 'warranty_term');

-- A thing a customer registered: the serial number is theirs to tell, once for each thing.
create table claims.registration (
  store_id int not null,
  id bigint not null,
  order_id bigint not null,
  line_id bigint not null,
  customer_id bigint,
  serial text not null,
  registered_at timestamptz not null,
  primary key (store_id, id),
  constraint serial_once unique (store_id, line_id, serial)
);
create index registration_of_order on claims.registration (store_id, order_id);
create index registration_customer on claims.registration (store_id, customer_id) where customer_id is not null;
select kernel.protect('claims', 'registration');

-- Its lock puts the claims of one order in line, so that no piece is claimed twice at the same moment.
create table claims.desk (
  store_id int not null,
  order_id bigint not null,
  primary key (store_id, order_id)
);
select kernel.protect('claims', 'desk');

-- evidence is what tracking knew when the claim was made, kept as it was. round counts the replies that were promised.
create table claims.claim (
  store_id int not null,
  id bigint not null,
  code text not null,
  order_id bigint not null,
  customer_id bigint,
  kind text not null check (kind in ('DAMAGED', 'WRONG_ITEM', 'MISSING', 'NEVER_ARRIVED', 'DEFECT')),
  state text not null check (state in ('ASKED', 'ASKED_BACK', 'AGREED', 'REFUSED', 'DONE', 'WITHDRAWN')),
  outcome text check (outcome in ('REFUND', 'PART', 'CREDIT', 'REPLACE', 'REPAIR', 'REFUSE')),
  place text not null check (place in ('CUSTOMER', 'COMING', 'HERE', 'SENT_BACK', 'STAYS')),
  wish text not null check (wish in ('ANY', 'REFUND', 'REPLACE', 'REPAIR')),
  words text not null,
  language text not null,
  channel text not null check (channel in ('PORTAL', 'API', 'STAFF')),
  request_key text not null,
  warranty_until date,
  evidence json not null,
  asked_at timestamptz not null,
  said text,
  decided_at timestamptz,
  decided_by text,
  return_id bigint,
  number text,
  round int not null default 1,
  appealed boolean not null default false,
  owner text,
  moved_at timestamptz not null,
  version int not null default 0,
  primary key (store_id, id),
  constraint claim_code unique (store_id, code),
  constraint claim_asked_once unique (store_id, request_key),
  constraint decided_has_outcome check (state not in ('AGREED', 'REFUSED', 'DONE') or outcome is not null),
  constraint refused_says_why check (state <> 'REFUSED' or said is not null)
) with (fillfactor = 80);
create index claim_of_order on claims.claim (store_id, order_id);
create index claim_newest on claims.claim (store_id, asked_at desc, id desc);
create index claim_by_state on claims.claim (store_id, state, asked_at desc, id desc);
create index claim_of_return on claims.claim (store_id, return_id) where return_id is not null;
create index claim_customer on claims.claim (store_id, customer_id) where customer_id is not null;
select kernel.protect('claims', 'claim');

create table claims.claim_line (
  store_id int not null,
  claim_id bigint not null,
  line_id bigint not null,
  order_id bigint not null,
  quantity int not null check (quantity > 0),
  serial text,
  primary key (store_id, claim_id, line_id)
);
create index claim_line_of_order on claims.claim_line (store_id, order_id);
select kernel.protect('claims', 'claim_line');

-- Who moved what, when, why. said is what the customer was told or told us. Never changed.
create table claims.history (
  store_id int not null,
  claim_id bigint not null,
  id bigint not null,
  at timestamptz not null,
  by text not null,
  what text not null,
  was text,
  became text,
  said text,
  primary key (store_id, claim_id, id)
);
select kernel.protect('claims', 'history');

create table claims.photo (
  store_id int not null,
  claim_id bigint not null,
  id bigint not null,
  at timestamptz not null,
  by text not null,
  type text not null,
  bytes bytea not null,
  primary key (store_id, claim_id, id)
);
select kernel.protect('claims', 'photo');

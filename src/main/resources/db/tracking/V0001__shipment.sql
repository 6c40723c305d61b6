-- Where each parcel is. detail is the number of a row of the canonical list (StatusDetail), not the status alone.
-- The *_mark columns are what the parcel's machine remembers: the latest fact of each kind, milliseconds * 512 + detail,
-- 0 for none; the latest of a set does not depend on the order it was read in, so late and repeated scans are harmless.
-- No index on anything a scan moves, and room in each page: scans then change rows in place (HOT), which is most of the
-- speed of the bulk path. What has to be found by state has a small table of its own (watch, problem).
create table tracking.shipment (
  store_id int not null,
  id bigint not null,
  order_id bigint,
  reference text not null,
  direction smallint not null,
  service text,
  country text,
  promise_id bigint,
  promised_from timestamptz,
  promised_by timestamptz,
  promised_from_date date,
  promised_by_date date,
  registered_at timestamptz not null,
  detail smallint not null,
  status_at timestamptz,
  label_mark bigint not null default 0,
  sighting_mark bigint not null default 0,
  returning_mark bigint not null default 0,
  note_mark bigint not null default 0,
  end_mark bigint not null default 0,
  unknown_mark bigint not null default 0,
  trouble_marks bigint[] not null default '{}',
  possession boolean not null default false,
  first_scan_at timestamptz,
  last_scan_at timestamptz,
  delivered_at timestamptz,
  stalled_at timestamptz,
  version int not null default 0,
  primary key (store_id, id),
  constraint shipment_reference_once unique (store_id, reference)
) with (fillfactor = 70);
create index shipment_of_order on tracking.shipment (store_id, order_id) where order_id is not null;
select kernel.protect('tracking', 'shipment');

-- The numbers a parcel travels under: one for most, a second where another carrier drives the last mile.
create table tracking.leg (
  store_id int not null,
  number text not null,
  carrier text not null,
  shipment_id bigint not null,
  place smallint not null,
  primary key (store_id, number, carrier)
);
create index leg_of_shipment on tracking.leg (store_id, shipment_id);
select kernel.protect('tracking', 'leg');

create table tracking.shipment_item (
  store_id int not null,
  shipment_id bigint not null,
  line text not null,
  quantity int not null check (quantity > 0),
  primary key (store_id, shipment_id, line)
);
select kernel.protect('tracking', 'shipment_item');

-- Every scan, once: hash is the first 64 bits of SHA-256 over carrier, number, raw code, raw time and raw place.
-- The shipment's id stands first in the key, not the store's: ids are unique among stores, and this one index serves
-- both the check for repeats and the timeline; a longer key costs a tenth of the bulk path.
-- occurred_at + offset_seconds is the local time; precision tells whether the offset was told or assumed.
-- reading: 0 translated exactly, 1 by its status alone, 2 not at all, 3 by the store's own mapping.
create table tracking.scan (
  store_id int not null,
  shipment_id bigint not null,
  hash bigint not null,
  occurred_at timestamptz not null,
  offset_seconds int not null,
  precision smallint not null,
  detail smallint not null,
  reading smallint not null,
  provider text not null,
  carrier text not null,
  raw_code text not null,
  city text,
  region text,
  country text,
  message text,
  signed_by text,
  received_at timestamptz not null default now(),
  primary key (shipment_id, hash)
);
-- Few rows: those a new mapping may change.
create index scan_to_map on tracking.scan (store_id, provider, raw_code) where reading <> 0;
select kernel.protect('tracking', 'scan');

-- Scans of numbers nobody has registered yet; they are applied when the shipment becomes known.
create table tracking.waiting_scan (
  store_id int not null,
  number text not null,
  hash bigint not null,
  report json not null,
  received_at timestamptz not null default now(),
  primary key (store_id, number, hash)
);
create index waiting_scan_age on tracking.waiting_scan (received_at);
select kernel.protect('tracking', 'waiting_scan');

-- What is wrong with a parcel, one row for each kind of problem it ever had; closed_at null while it is open.
create table tracking.problem (
  store_id int not null,
  shipment_id bigint not null,
  kind text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (store_id, shipment_id, kind)
);
create index problem_open on tracking.problem (store_id, opened_at desc, shipment_id desc) where closed_at is null;
select kernel.protect('tracking', 'problem');

-- The status of an order: that of its worst open parcel.
create table tracking.order_progress (
  store_id int not null,
  order_id bigint not null,
  detail smallint not null,
  version int not null default 0,
  primary key (store_id, order_id)
) with (fillfactor = 70);
select kernel.protect('tracking', 'order_progress');

-- When to look whether an open parcel has gone silent. Scans do not touch it: the look finds out.
create table tracking.watch (
  store_id int not null,
  shipment_id bigint not null,
  check_at timestamptz not null,
  primary key (store_id, shipment_id)
);
create index watch_in_time on tracking.watch (check_at);
select kernel.protect('tracking', 'watch');

-- How many hours without a scan are ordinary on a lane, learned from the store's own parcels.
create table tracking.lane_pace (
  store_id int not null,
  carrier text not null,
  service text not null,
  country text not null,
  silent_hours int not null,
  gaps int not null,
  measured_at timestamptz not null,
  primary key (store_id, carrier, service, country)
);
select kernel.protect('tracking', 'lane_pace');

-- Raw codes the shipped vocabularies do not know (or only by their status), counted per carrier.
create table tracking.raw_code (
  store_id int not null,
  provider text not null,
  carrier text not null,
  code text not null,
  reading smallint not null,
  seen bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  example_number text not null,
  example_message text,
  primary key (store_id, provider, carrier, code)
);
select kernel.protect('tracking', 'raw_code');

-- What the store's people decided such a code means.
create table tracking.mapping_override (
  store_id int not null,
  provider text not null,
  carrier text not null,
  code text not null,
  detail smallint not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (store_id, provider, carrier, code)
);
select kernel.protect('tracking', 'mapping_override');

-- What can teach: one row for each parcel that arrived at a customer's, with what was known on its way. seq tells what came
-- since a model was loaded. Kept without names: places are countries, regions and postcodes.
create table insights.delivery_fact (
  store_id int not null,
  shipment_id bigint not null,
  order_id bigint not null,
  seq bigint generated always as identity,
  placed_at timestamptz not null,
  handed_over_at timestamptz,
  delivered_at timestamptz not null,
  promised_by timestamptz,
  origin text not null,
  from_country text not null, from_region text not null, from_postcode text not null,
  to_country text not null, to_region text not null, to_postcode text not null,
  bought text not null,
  carried text not null,
  pieces float8, worth float8, shipping float8,
  last_mile_at timestamptz, out_at timestamptz, trouble_at timestamptz, ready_at timestamptz,
  primary key (store_id, shipment_id)
);
create index delivery_fact_in_time on insights.delivery_fact (store_id, delivered_at desc);
create index delivery_fact_since on insights.delivery_fact (store_id, seq);
select kernel.protect('insights', 'delivery_fact');

-- What was learned, whole and versioned: the newest is used, a few older ones stay to be looked at.
create table insights.model (
  store_id int not null,
  version int not null,
  trained_at timestamptz not null,
  seq bigint not null,
  parcels int not null,
  took_millis int not null,
  metrics json not null,
  content bytea not null,
  primary key (store_id, version)
);
select kernel.protect('insights', 'model');

-- The latest forecast of each order on its way (shipment_id 0 until a parcel is known), and when to look again without news.
create table insights.forecast (
  store_id int not null,
  order_id bigint not null,
  shipment_id bigint not null,
  stage text not null check (stage in ('ORDER', 'HAND_OVER', 'LIVE')),
  made_at timestamptz not null,
  version int not null,
  earliest date not null,
  likely date not null,
  latest date not null,
  chance_late float8,
  look_at timestamptz not null,
  primary key (store_id, order_id, shipment_id),
  check (earliest <= likely and likely <= latest)
) with (fillfactor = 80);
create index forecast_to_look_at on insights.forecast (look_at);
select kernel.protect('insights', 'forecast');

-- Forecasts to be judged: the first made at each stage, and what came of it. Windows in days from start_at.
-- replayed: made in hindsight, but only from what had arrived before it, where history was imported.
create table insights.forecast_outcome (
  store_id int not null,
  order_id bigint not null,
  shipment_id bigint not null,
  stage text not null check (stage in ('ORDER', 'HAND_OVER')),
  start_at timestamptz not null,
  version int not null,
  middle float8 not null,
  spread float8 not null,
  likely float8 not null,
  from50 float8 not null, to50 float8 not null,
  from80 float8 not null, to80 float8 not null,
  from90 float8 not null, to90 float8 not null,
  promised_by timestamptz,
  carrier text not null,
  from_country text not null,
  to_country text not null,
  to_region text not null,
  replayed boolean not null,
  delivered_at timestamptz,
  took float8,
  score float8,
  primary key (store_id, order_id, shipment_id, stage)
);
create index forecast_outcome_known on insights.forecast_outcome (store_id, stage, delivered_at) where delivered_at is not null;
select kernel.protect('insights', 'forecast_outcome');

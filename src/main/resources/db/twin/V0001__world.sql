-- The invented worlds of a demo, and what is true in them. An installation that serves real stores has no rows here: the
-- twin writes them, and analytics may hold what it finds against them. How far a world was lived stands here, so that a
-- demo started again goes on where it stopped; what it was has not to be kept, it follows from the seed.
create table twin.world (
  store_id int primary key,
  seed bigint not null,
  began_at timestamptz not null,
  -- From here on its happenings are news; before, they are its past.
  living_at timestamptz not null,
  lived_until timestamptz not null,
  -- The key its shop calls our API with, sealed; null where it has none.
  api_key bytea
);
select kernel.protect('twin', 'world');

-- What people let loose on a lane, or on the store ('*').
create table twin.trouble (
  store_id int not null,
  id bigint not null,
  kind text not null check (kind in ('STORM', 'STRIKE', 'RUSH')),
  lane text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (store_id, id),
  constraint trouble_span check (from_at <= until_at)
);
select kernel.protect('twin', 'trouble');

-- What nobody in the world knows: how likely a buyer was to ask and to come back, as things were and had they been told
-- nothing. Both by the same draws, so the difference of two columns is an effect and not chance.
create table twin.truth (
  store_id int not null,
  order_number text not null,
  settled_at timestamptz not null,
  lane text not null,
  delivered_at timestamptz,
  late boolean not null,
  questions int not null,
  questions_untold int not null,
  ask_chance double precision not null,
  ask_chance_untold double precision not null,
  again_chance double precision not null,
  again_chance_untold double precision not null,
  again boolean not null,
  again_untold boolean not null,
  primary key (store_id, order_number)
);
select kernel.protect('twin', 'truth');

-- Each question somebody worried enough to ask.
create table twin.question (
  store_id int not null,
  order_number text not null,
  asked_at timestamptz not null,
  cause text not null check (cause in ('LATE', 'SILENT', 'PROBLEM', 'CURIOUS')),
  primary key (store_id, order_number, asked_at)
);
select kernel.protect('twin', 'question');

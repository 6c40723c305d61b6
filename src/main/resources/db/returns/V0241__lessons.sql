-- A reason for which a product comes back more often than its own past says: told once, and open until a person has seen to
-- it. What it was judged by stays beside it.
create table returns.rising_reason (
  store_id int not null,
  id bigint not null,
  product_id bigint not null,
  reason text not null,
  noticed_at timestamptz not null,
  pieces bigint not null,
  sold bigint not null,
  pieces_before bigint not null,
  sold_before bigint not null,
  chance double precision not null,
  examples bigint[] not null,
  closed_at timestamptz,
  closed_by text,
  primary key (store_id, id)
);
create unique index rising_reason_open on returns.rising_reason (store_id, product_id, reason) where closed_at is null;
create index rising_reason_newest on returns.rising_reason (store_id, product_id, reason, noticed_at desc);
select kernel.protect('returns', 'rising_reason');

-- What those kept for whom a size did not fit: worked out anew with the scores.
create table returns.size_advice (
  store_id int not null,
  variant_id bigint not null,
  reason text not null check (reason in ('TOO_SMALL', 'TOO_LARGE')),
  better_variant_id bigint not null,
  people bigint not null check (people > 0),
  agreeing bigint not null check (agreeing between 1 and people),
  primary key (store_id, variant_id, reason)
);
select kernel.protect('returns', 'size_advice');

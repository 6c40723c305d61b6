-- How many parcels stand where, and how many became known in each quarter of an hour (every zone's days and weeks begin with
-- one): figures that would otherwise read every parcel. Kept by triggers, so that no way of moving a parcel can forget them, and
-- written as changes that only append: two lanes never wait for the same count. A recurring job folds the changes into the
-- counts; a figure is always the sum of both.
create table tracking.standing_count (
  store_id int not null,
  direction smallint not null,
  detail smallint not null,
  n bigint not null,
  primary key (store_id, direction, detail)
);
select kernel.protect('tracking', 'standing_count');

create table tracking.standing_change (
  store_id int not null,
  direction smallint not null,
  detail smallint not null,
  n bigint not null
);
create index standing_change_store on tracking.standing_change (store_id);
select kernel.protect('tracking', 'standing_change');

create table tracking.registered_count (
  store_id int not null,
  slot timestamptz not null,
  direction smallint not null,
  n bigint not null,
  primary key (store_id, slot, direction)
);
select kernel.protect('tracking', 'registered_count');

create table tracking.registered_change (
  store_id int not null,
  slot timestamptz not null,
  direction smallint not null,
  n bigint not null
);
create index registered_change_slot on tracking.registered_change (store_id, slot);
select kernel.protect('tracking', 'registered_change');

create function tracking.count_parcels() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tracking.standing_change select store_id, direction, detail, count(*) from fresh group by 1, 2, 3;
    insert into tracking.registered_change
    select store_id, date_bin('15 minutes', registered_at, '2000-01-01Z'), direction, count(*) from fresh group by 1, 2, 3;
  elsif tg_op = 'DELETE' then
    insert into tracking.standing_change select store_id, direction, detail, -count(*) from former group by 1, 2, 3;
    insert into tracking.registered_change
    select store_id, date_bin('15 minutes', registered_at, '2000-01-01Z'), direction, -count(*) from former group by 1, 2, 3;
  else
    -- When and which way a parcel was registered never changes.
    insert into tracking.standing_change
    select store_id, direction, detail, sum(n)
    from (select store_id, direction, detail, 1 as n from fresh
      union all select store_id, direction, detail, -1 from former) both_sides
    group by 1, 2, 3 having sum(n) <> 0;
  end if;
  return null;
end $$;
create trigger count_parcels_known after insert on tracking.shipment
  referencing new table as fresh for each statement execute function tracking.count_parcels();
create trigger count_parcels_moved after update on tracking.shipment
  referencing old table as former new table as fresh for each statement execute function tracking.count_parcels();
create trigger count_parcels_gone after delete on tracking.shipment
  referencing old table as former for each statement execute function tracking.count_parcels();

insert into tracking.standing_count select store_id, direction, detail, count(*) from tracking.shipment group by 1, 2, 3;
insert into tracking.registered_count
select store_id, date_bin('15 minutes', registered_at, '2000-01-01Z'), direction, count(*) from tracking.shipment group by 1, 2, 3;

-- How many promises were kept and broken, by the quarter of an hour they were due in: every zone's days and weeks begin with
-- one. A figure over months then reads some thousand rows, not every promise. Kept by triggers, so that no way of settling a
-- promise can forget them, and written as changes that only append: two transactions never wait for the same count. A recurring
-- job folds the changes into the counts; a figure is always the sum of both.
create table promises.settled_count (
  store_id int not null,
  slot timestamptz not null,
  kind text not null,
  state text not null,
  n bigint not null,
  primary key (store_id, slot, kind, state)
);
select kernel.protect('promises', 'settled_count');

create table promises.settled_change (
  store_id int not null,
  slot timestamptz not null,
  kind text not null,
  state text not null,
  n bigint not null
);
create index settled_change_slot on promises.settled_change (store_id, slot);
select kernel.protect('promises', 'settled_change');

create function promises.count_settled() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into promises.settled_change
    select store_id, date_bin('15 minutes', due_by, '2000-01-01Z'), kind, state, count(*) from fresh
    where state in ('KEPT', 'BROKEN') group by 1, 2, 3, 4;
  elsif tg_op = 'DELETE' then
    insert into promises.settled_change
    select store_id, date_bin('15 minutes', due_by, '2000-01-01Z'), kind, state, -count(*) from former
    where state in ('KEPT', 'BROKEN') group by 1, 2, 3, 4;
  else
    insert into promises.settled_change
    select store_id, date_bin('15 minutes', due_by, '2000-01-01Z'), kind, state, sum(n)
    from (select store_id, due_by, kind, state, 1 as n from fresh where state in ('KEPT', 'BROKEN')
      union all select store_id, due_by, kind, state, -1 from former where state in ('KEPT', 'BROKEN')) both_sides
    group by 1, 2, 3, 4 having sum(n) <> 0;
  end if;
  return null;
end $$;
create trigger count_settled_made after insert on promises.promise
  referencing new table as fresh for each statement execute function promises.count_settled();
create trigger count_settled_moved after update on promises.promise
  referencing old table as former new table as fresh for each statement execute function promises.count_settled();
create trigger count_settled_gone after delete on promises.promise
  referencing old table as former for each statement execute function promises.count_settled();

insert into promises.settled_count
select store_id, date_bin('15 minutes', due_by, '2000-01-01Z'), kind, state, count(*) from promises.promise
where state in ('KEPT', 'BROKEN') group by 1, 2, 3, 4;

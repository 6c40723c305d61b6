-- The day of the year somebody was born on, whether the year is told (1990-05-17) or not (--05-17): journeys ask for it
-- every day, behind the wall between stores too, so it is a column of its own and no expression.
alter table customers.customer add birthday_on text generated always as (right(birthday, 5)) stored;
create index customer_birthday on customers.customer (store_id, birthday_on, id) where birthday_on is not null;
-- Most told no zone of their own; those who did are walked by themselves where only their hour has come.
create index customer_with_zone on customers.customer (store_id, id) where zone is not null;

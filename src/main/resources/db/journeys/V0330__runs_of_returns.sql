-- A run about a return knows it, beside its order: two returns of one order run twice.
alter table journeys.run add column return_id bigint;

-- Which channel of its step's list a touchpoint took, and which it passed over and why. Null: mail, and nothing before it; so
-- what most touchpoints are costs nothing.
alter table journeys.touchpoint add column medium text;
alter table journeys.touchpoint add column passed json;
-- What is shown on a page was sent without a message.
alter table journeys.touchpoint drop constraint touchpoint_whole;
alter table journeys.touchpoint add constraint touchpoint_whole check (
  (outcome = 'SENT') = (message_id is not null or medium is not distinct from 'PAGE' and outcome = 'SENT')
  and (outcome = 'SENT') = (rule is null) and (outcome = 'DEFERRED') = (due_at is not null));

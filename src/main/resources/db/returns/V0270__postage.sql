-- Labels are bought from providers. A row claims the purchase before the call; what was offered is kept before it is bought,
-- so that a lost answer is asked about and never bought again. What is not needed any more is given back, with the answer.
alter table returns.label drop constraint label_state_check;
alter table returns.label add constraint label_state_check check (state in
  ('WAITING', 'BUYING', 'BOUGHT', 'USED', 'FAILED', 'DROPPED', 'VOIDING', 'VOIDED', 'NOT_VOIDED'));
alter table returns.label
  add column provider text not null default 'own',
  add column tries int not null default 0,
  add column trouble text,
  add column owner text,
  add column solved_at timestamptz,
  add column void_answer text;
drop index returns.label_once;
create unique index label_once on returns.label (store_id, return_id)
  where state in ('WAITING', 'BUYING', 'BOUGHT', 'USED');
create index label_of_return on returns.label (store_id, return_id);
-- Few are ever in trouble: for the page of exceptions.
create index label_in_trouble on returns.label (store_id, id) where trouble is not null;

-- When to work at a label: a row of its own, gone when there is nothing more to do.
create table returns.label_due (
  store_id int not null,
  label_id bigint not null,
  due_at timestamptz not null,
  primary key (store_id, label_id)
);
create index label_due_in_time on returns.label_due (due_at);
select kernel.protect('returns', 'label_due');

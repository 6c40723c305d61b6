-- Where a store buys labels: one account of each kind. What proves us there is sealed; the rest is plain for staff to read.
create table connectors.label_account (
  store_id int not null,
  kind text not null,
  settings json not null,
  secrets_sealed text not null,
  enabled boolean not null default true,
  made_at timestamptz not null,
  primary key (store_id, kind)
);
select kernel.protect('connectors', 'label_account');

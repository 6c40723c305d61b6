-- Keys that sign a store's mails for a domain (DKIM). Made here, sealed, never shown; they sign once their record is published.
create table messaging.signing_key (
  store_id int not null,
  id bigint not null,
  domain text not null,
  selector text not null,
  algorithm text not null check (algorithm in ('RSA', 'ED25519')),
  private_sealed text not null,
  public_key text not null,
  enabled boolean not null default false,
  made_at timestamptz not null,
  primary key (store_id, id),
  constraint signing_key_selector unique (store_id, domain, selector)
);
select kernel.protect('messaging', 'signing_key');

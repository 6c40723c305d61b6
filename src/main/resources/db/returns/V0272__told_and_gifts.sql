-- In which language a return was asked for: what is told about it is told in that. gift: sent back by whoever was given it; then
-- the buyer is nobody to it, and its page opens with its own link alone.
alter table returns.customer_return
  add language text,
  add gift boolean not null default false;

-- Who sends a gift back and where to tell them: nobody the store knew. Goes with an erasure of that address, and by itself is
-- never joined to the buyer.
create table returns.gift_recipient (
  store_id int not null,
  return_id bigint not null,
  email text not null,
  name text not null,
  primary key (store_id, return_id)
);
create index gift_recipient_email on returns.gift_recipient (store_id, email);
select kernel.protect('returns', 'gift_recipient');

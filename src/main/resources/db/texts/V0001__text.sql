-- A store's own wording of a message. Each saving is a version and stays: a sent message can be explained by it, and an older
-- one can be taken again. A message without a row has the wording of the library.
create table texts.text_version (
  store_id int not null,
  key text not null,
  number int not null,
  document text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (store_id, key, number)
);
select kernel.protect('texts', 'text_version');

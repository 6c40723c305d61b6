-- What was answered under an Idempotency-Key, so that a call sent twice is done once and answered twice. Written in the
-- transaction of the effect: either both are there or neither. A second call with the key waits for the first one's commit.
create table api.idempotent_answer (
  store_id int not null,
  api_key_id bigint not null,
  key text not null,
  request_hash bytea not null,
  status int not null,
  body text not null,
  answered_at timestamptz not null,
  primary key (store_id, api_key_id, key)
);
create index idempotent_answer_age on api.idempotent_answer (answered_at);
select kernel.protect('api', 'idempotent_answer');

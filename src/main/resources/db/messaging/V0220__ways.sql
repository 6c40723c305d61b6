-- The ways of one piece of news hang on each other by held_for, also after they went: a person asks which of them arrived.
create index message_way on messaging.message (store_id, held_for) where held_for is not null;

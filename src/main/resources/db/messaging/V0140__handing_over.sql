-- What a crash leaves behind is told apart: a row whose text had begun to go over the wire may have arrived, any other has
-- surely not. Written before the last byte of a mail leaves; in no index, so that it costs no more than the row itself.
alter table messaging.message add handing_since timestamptz;
-- Since when nobody knows whether a mail arrived. When the mailbox of copies is asked about it next stands in ask_at; where
-- that is null, a person decides.
alter table messaging.message add doubted_at timestamptz;

-- Before somebody is written to: did the mail server say that there is no such mailbox?
create index message_refused on messaging.message (store_id, lower(recipient)) where state = 'GAVE_UP';

-- Who worries asks the store, and the store's help desk hands it in like any other contact: it is counted there.
drop table twin.question;

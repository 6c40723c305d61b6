-- A shop that left: its customers go when the owner says so. Who said it, when, and how far the work has come.
alter table connectors.privacy_request add approved_at timestamptz;
alter table connectors.privacy_request add approved_by text;
alter table connectors.privacy_request add erased int not null default 0;

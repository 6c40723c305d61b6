-- While it is paused it lets nobody in; those under way go on to their end. Null: it is not.
alter table flows.flow add column paused_at timestamptz;

-- Left without news: a condition that changed, history, a segment that was archived. Nobody was told of it, so a rehearsal
-- does not count it as leaving either.
alter table segments.membership add column left_quiet boolean not null default false;

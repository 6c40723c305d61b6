-- Of a store's customers who by lot get no message of any journey, but service: what all of them bring together. 0: nobody.
alter table journeys.rhythm add column holdout_percent smallint not null default 0 check (holdout_percent between 0 and 20);

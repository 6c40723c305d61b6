-- Parcels are counted by week, for the contacts per thousand of them. A block range index costs registering next to nothing,
-- leaves scans in place (they never move this column), and parcels come in the order of time.
create index shipment_in_time on tracking.shipment using brin (registered_at) with (pages_per_range = 16, autosummarize = on);

-- When a block on an order's page was first really shown. In no index.
alter table journeys.touchpoint add column seen_at timestamptz;

-- When a message was first looked at, and when a link in it was first followed, as far as a store measures that. In no index.
alter table messaging.message add opened_at timestamptz, add clicked_at timestamptz;

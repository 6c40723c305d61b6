-- Searches past row-level security, for the session's own store alone: behind the wall the planner may not use the indexes
-- of words and tags (their operators are not leakproof), and a search would read every order of the store.
create function orders.found_by_words(asked int, words text, most int) returns bigint[] language sql stable security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
  as $$
    select array(select id from orders.customer_order where store_id = asked
      and asked = nullif(current_setting('app.store_id', true), '')::int and search @@ words::tsquery limit most)
  $$;
create function orders.found_by_tag(asked int, tag text, most int) returns bigint[] language sql stable security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_indexscan = off
  as $$
    select array(select id from orders.customer_order where store_id = asked
      and asked = nullif(current_setting('app.store_id', true), '')::int and tags @> array[tag] and tags <> '{}' limit most)
  $$;

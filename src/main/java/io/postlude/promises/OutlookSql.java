package io.postlude.promises;

/** The statements over what is foreseen. */
final class OutlookSql {

    /** A row for each promise that is open and not yet over, to be locked and compared; the chance comes with the update. */
    static final String MAKE_ROOM = """
            insert into promises.outlook (store_id, promise_id, chance, cause)
            select p.store_id, p.id, 0, 'NONE'
            from unnest(?::int[], ?::bigint[]) as u(s, i)
            join promises.promise p on p.store_id = u.s and p.id = u.i
            where p.state = 'OPEN'
            order by p.store_id, p.id
            on conflict do nothing""";

    static final String LOCK = """
            select o.store_id, o.promise_id, o.at_risk, o.seen_at, coalesce(r.threshold, ?::real) as threshold,
              p.order_id, p.shipment_id, p.kind, p.due_by
            from promises.outlook o
            join promises.promise p on p.store_id = o.store_id and p.id = o.promise_id and p.state = 'OPEN'
            left join promises.risk_rule r on r.store_id = o.store_id
            where (o.store_id, o.promise_id) in (select * from unnest(?::int[], ?::bigint[]))
            order by o.store_id, o.promise_id
            for no key update of o""";

    static final String WRITE = """
            update promises.outlook o
            set chance = u.c, earliest = u.e::date, likely = u.l::date, latest = u.la::date,
              first_day = u.f::date, day_chances = u.d::real[], cause = u.k, seen_at = u.at,
              at_risk = u.r, at_risk_since = case when u.r then coalesce(o.at_risk_since, u.at) else o.at_risk_since end
            from unnest(?::int[], ?::bigint[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::timestamptz[], ?::boolean[]) as u(s, i, c, e, l, la, f, d, k, at, r)
            where o.store_id = u.s and o.promise_id = u.i""";

    static final String FORETELL = """
            insert into promises.foretold (store_id, promise_id, days_left, chance)
            select s, i, d, c from unnest(?::int[], ?::bigint[], ?::smallint[], ?::float8[]) as u(s, i, d, c)
            on conflict (store_id, promise_id, days_left) do update set chance = excluded.chance""";

    static final String OF_ORDER = """
            select o.* from promises.promise p
            join promises.outlook o on o.store_id = p.store_id and o.promise_id = p.id
            where p.store_id = ? and p.order_id = ? and o.seen_at is not null""";

    static final String OF_ORDERS = """
            select o.* from promises.promise p
            join promises.outlook o on o.store_id = p.store_id and o.promise_id = p.id
            where p.store_id = ? and p.order_id = any(?) and o.seen_at is not null""";

    private static final String RISK = """
            select o.promise_id, p.id, o.chance, o.earliest, o.likely, o.latest, o.first_day, o.day_chances, o.cause, o.seen_at, o.at_risk_since,
              p.order_id, p.shipment_id, p.kind, p.due_from, p.due_by, p.from_date, p.by_date, p.state, p.settled_at, p.reference,
              w.person_id, w.taken_at,
              array(select d.kind from promises.risk_deed d
                    where d.store_id = o.store_id and d.promise_id = o.promise_id order by d.done_at) as deeds
            from promises.outlook o
            join promises.promise p on p.store_id = o.store_id and p.id = o.promise_id and p.state = 'OPEN'
            left join promises.risk_owner w on w.store_id = o.store_id and w.promise_id = o.promise_id
            """;

    static final String AT_RISK = RISK + """
            where o.store_id = ? and o.at_risk
            order by p.due_by, o.chance desc, o.promise_id
            limit ?""";

    /** One, also when it has calmed down: a page that was opened must not vanish under one's hands. */
    static final String ONE = RISK + "where o.store_id = ? and o.promise_id = ? and o.at_risk_since is not null";

    static final String COUNT = """
            select count(*) from promises.outlook o
            join promises.promise p on p.store_id = o.store_id and p.id = o.promise_id and p.state = 'OPEN'
            where o.store_id = ? and o.at_risk""";

    static final String FIGURES = """
            select count(*) filter (where p.state = 'OPEN' and o.at_risk) as open_at_risk,
              coalesce(sum(o.chance) filter (where p.state = 'OPEN' and o.at_risk), 0) as expected_broken,
              count(*) filter (where p.state = 'KEPT' and p.due_by >= ?) as saved,
              count(*) filter (where p.state in ('KEPT', 'BROKEN') and p.due_by >= ?) as settled
            from promises.outlook o
            join promises.promise p on p.store_id = o.store_id and p.id = o.promise_id
            where o.store_id = ? and o.at_risk_since is not null and o.at_risk_since >= ?""";

    static final String CALIBRATION = """
            select least(floor(f.chance * 10), 9)::int as bucket, count(*) as n, avg(f.chance) as said,
              avg(case when p.state = 'BROKEN' then 1.0 else 0.0 end)::float8 as came
            from promises.promise p
            join promises.foretold f on f.store_id = p.store_id and f.promise_id = p.id and f.days_left = ?
            where p.store_id = ? and p.due_by >= ? and p.due_by < ? and p.state in ('KEPT', 'BROKEN')
            group by bucket order by bucket""";

    /** Settled promises are at risk no more; without this the index of those at risk would only grow. */
    static final String CALM_SETTLED = """
            update promises.outlook o set at_risk = false
            from promises.promise p
            where o.at_risk and p.store_id = o.store_id and p.id = o.promise_id and p.state <> 'OPEN'""";

    static final String THRESHOLD = "select threshold from promises.risk_rule where store_id = ?";

    static final String SET_THRESHOLD = """
            insert into promises.risk_rule (store_id, threshold, changed_at) values (?, ?::float8, ?)
            on conflict (store_id) do update set threshold = excluded.threshold, changed_at = excluded.changed_at""";

    static final String TAKE = """
            insert into promises.risk_owner (store_id, promise_id, person_id, taken_at) values (?, ?, ?, ?)
            on conflict (store_id, promise_id) do nothing""";

    static final String LEAVE =
            "delete from promises.risk_owner where store_id = ? and promise_id = ? and person_id = ?";

    static final String DO = """
            insert into promises.risk_deed (store_id, promise_id, deed_key, kind, person_id, note, done_at)
            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    static final String NOTE =
            "update promises.risk_deed set note = ? where store_id = ? and promise_id = ? and deed_key = ?";

    static final String DEEDS = """
            select deed_key, kind, person_id, note, done_at from promises.risk_deed
            where store_id = ? and promise_id = ? order by done_at, deed_key""";

    private OutlookSql() {}
}

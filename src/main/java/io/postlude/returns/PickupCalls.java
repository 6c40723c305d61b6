package io.postlude.returns;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Stores;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What carriers are to be told of pickups: a row for each day that was chosen, once there is a label the provider knows. */
final class PickupCalls {
    private static final String COUNTS = "state in ('WAITING', 'ASKING', 'TOLD', 'FAILED', 'UNSURE')";

    private final Stores stores;
    private final Ids ids;
    private final List<String> told;

    /** {@code sellers}: those of them that tell carriers of pickups. */
    PickupCalls(Stores stores, Ids ids, List<Postage> sellers) {
        this.stores = stores;
        this.ids = ids;
        this.told = sellers.stream()
                .filter(seller -> seller.doorstep().isPresent())
                .map(Postage::name)
                .toList();
    }

    /** A day on which a parcel under a label is to be fetched. */
    private record Visit(LocalDate day, long label, String provider) {}

    /** After any deed: the carrier knows of the day that stands and of no other. The caller holds the book. */
    void follow(Tx tx, Opened opened) {
        if (opened.head().method() != Method.PICKUP || told.isEmpty()) return;
        StoreId store = opened.store();
        LocalDate today = opened.now().atZone(stores.zone(store)).toLocalDate();
        Optional<Visit> wanted = wanted(tx, opened, today);
        Optional<Visit> stands = visit(tx, opened, """
                select day, label_id, provider from returns.pickup_call
                where store_id = ? and return_id = ? and state in ('WAITING', 'ASKING', 'TOLD', 'FAILED', 'UNSURE')""");
        if (wanted.equals(stands)) return;
        // On the day itself the carrier is on the way, and what was told stays told.
        if (stands.isPresent() && !stands.get().day().isAfter(today)) return;
        leave(tx, opened);
        wanted.ifPresent(visit -> add(tx, opened, visit));
    }

    private Optional<Visit> wanted(Tx tx, Opened opened, LocalDate today) {
        return visit(tx, opened, """
                        select p.day, l.id, l.provider from returns.pickup p
                        join returns.label l on l.store_id = p.store_id and l.return_id = p.return_id
                        where p.store_id = ? and p.return_id = ? and p.state = 'BOOKED' and l.state in ('BOUGHT', 'USED')
                          and l.reference is not null order by l.id desc limit 1""")
                .filter(visit -> told.contains(visit.provider()) && !visit.day().isBefore(today));
    }

    private static Optional<Visit> visit(Tx tx, Opened opened, String sql) {
        return tx.first(
                sql,
                row -> new Visit(row.getObject(1, LocalDate.class), row.getLong(2), row.getString(3)),
                opened.store(),
                opened.head().id());
    }

    /** What nobody was told of is forgotten; what was told is called off; what is not known is found out first. */
    private static void leave(Tx tx, Opened opened) {
        tx.execute("""
                update returns.pickup_call set tries = 0,
                  due_at = case when state in ('ASKING', 'TOLD') then ?::timestamptz end,
                  state = case state when 'ASKING' then 'LEAVING' when 'TOLD' then 'CANCELLING' when 'UNSURE' then 'NOT_CANCELLED'
                    else 'DROPPED' end
                where store_id = ? and return_id = ? and\s""" + COUNTS, opened.now(), opened.store(), opened.head().id());
    }

    private void add(Tx tx, Opened opened, Visit visit) {
        tx.execute(
                """
                insert into returns.pickup_call (store_id, id, return_id, label_id, provider, day, state, made_at, due_at)
                values (?, ?, ?, ?, ?, ?, 'WAITING', ?, ?)""",
                opened.store(),
                ids.next(),
                opened.head().id(),
                visit.label(),
                visit.provider(),
                visit.day(),
                opened.now(),
                opened.now());
    }

    /** The newest of a return that says something of the day it is about. */
    static Optional<PickupCall> of(Tx tx, StoreId store, ReturnId of) {
        return tx.first(
                "select * from returns.pickup_call where store_id = ? and return_id = ? order by id desc limit 1",
                PickupCalls::call,
                store,
                of);
    }

    /** From a day on those a person has to settle with the carrier. */
    static List<PickupCall> troubled(Tx tx, StoreId store, LocalDate from, int limit) {
        return tx.list("""
                select * from returns.pickup_call where store_id = ? and day >= ? and state in ('FAILED', 'UNSURE', 'NOT_CANCELLED')
                order by day, id limit ?""", PickupCalls::call, store, from, limit);
    }

    private static PickupCall call(ResultSet row) throws SQLException {
        return new PickupCall(
                new ReturnId(row.getLong("return_id")),
                row.getObject("day", LocalDate.class),
                PickupCall.State.valueOf(row.getString("state")),
                row.getString("provider"),
                row.getString("confirmation"),
                row.getString("trouble"));
    }
}

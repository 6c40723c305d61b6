package io.postlude.connectors;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Forgets the customers of shops that left, where the owner has ordered it: some at a time, each lot in a transaction of its
 * own. What a crash interrupts goes on with the next run, because who is gone already is passed over.
 */
final class ShopErasure {
    private static final int LOT_PEOPLE = 100;
    private static final Actor PROGRAM = new Actor.Program("shop erasure");

    private final Database database;
    private final Faces faces;
    private final InstantSource clock;

    ShopErasure(Database database, Faces faces, InstantSource clock) {
        this.database = database;
        this.faces = faces;
        this.clock = clock;
    }

    /** Who is asked. */
    record Faces(Customers customers, Orders orders, Privacy privacy, Audit audit) {}

    private record Ordered(StoreId store, long id, String source) {}

    /** The next lot of people after one; the walk ends where it is empty. */
    private interface Walk {
        List<CustomerId> after(Tx tx, long last);
    }

    void eraseOrderedAcrossStores() {
        List<Ordered> ordered = database.acrossStores(tx ->
                tx.list("""
                select store_id, id, source from connectors.privacy_request
                where kind = 'SHOP_ERASURE' and approved_at is not null and done_at is null order by approved_at""", row -> new Ordered(new StoreId(row.getInt(1)), row.getLong(2), row.getString(3))));
        ordered.forEach(this::erase);
    }

    private void erase(Ordered shop) {
        StoreId store = shop.store();
        walk(shop, (tx, last) -> faces.customers().ofSource(tx, store, shop.source(), last));
        walk(shop, (tx, last) -> faces.orders().buyers(tx, store, shop.source(), new Orders.Buyers(last, LOT_PEOPLE)));
        database.runInStore(store, tx -> {
            int bodies = PrivacyDesk.eraseBodies(tx, store, shop.source());
            int people = (int) tx.number(
                    "select erased from connectors.privacy_request where store_id = ? and id = ?", store, shop.id());
            tx.execute(
                    "update connectors.privacy_request set done_at = ?, result = ? where store_id = ? and id = ?",
                    clock.instant(),
                    people + (people == 1 ? " person" : " people") + " erased",
                    store,
                    shop.id());
            faces.audit()
                    .record(
                            tx,
                            store,
                            PROGRAM,
                            PrivacyRequests.deed(
                                    "shop.erased", shop.id(), Map.of("people", people, "deliveries", bodies)));
        });
    }

    private void walk(Ordered shop, Walk walk) {
        long last = 0;
        boolean more = true;
        while (more) {
            long from = last;
            List<CustomerId> lot = database.inStore(shop.store(), tx -> {
                List<CustomerId> people = walk.after(tx, from);
                int gone = erase(tx, shop.store(), people);
                tx.execute(
                        "update connectors.privacy_request set erased = erased + ? where store_id = ? and id = ?",
                        gone,
                        shop.store(),
                        shop.id());
                return people;
            });
            more = !lot.isEmpty();
            if (more) last = lot.getLast().value();
        }
    }

    private int erase(Tx tx, StoreId store, List<CustomerId> people) {
        int gone = 0;
        for (CustomerId person : people) {
            boolean there = faces.customers()
                    .customer(tx, store, person)
                    .filter(view -> view.erasedAt() == null)
                    .isPresent();
            if (there && faces.privacy().erase(tx, store, person)) gone++;
        }
        return gone;
    }
}

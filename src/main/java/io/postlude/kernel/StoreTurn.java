package io.postlude.kernel;

import java.util.Collection;
import java.util.Comparator;

/**
 * Who works on something of a store at once, until its transaction ends: any number of those who stand side by side, or one
 * alone. {@code what} names the thing, the same in all nodes.
 */
public record StoreTurn(String what) {
    /** Of several stores in one order, so that two who want the same ones cannot wait for each other. */
    public void side(Tx tx, Collection<StoreId> stores) {
        stores.stream()
                .distinct()
                .sorted(Comparator.comparingInt(StoreId::value))
                .forEach(store -> side(tx, store));
    }

    public void side(Tx tx, StoreId store) {
        tx.execute("select pg_advisory_xact_lock_shared(hashtext(?), ?)", what, store.value());
    }

    public void alone(Tx tx, StoreId store) {
        tx.execute("select pg_advisory_xact_lock(hashtext(?), ?)", what, store.value());
    }
}

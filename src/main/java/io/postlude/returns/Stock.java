package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.VariantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many there are of what exchanges are made with. A variant nobody told of is not counted and never runs out here. */
public final class Stock {
    private static final int ROWS_LIMIT = 1_000;

    private final InstantSource clock;

    Stock(InstantSource clock) {
        this.clock = clock;
    }

    /** So many are there, reserved ones among them, as known at one moment. */
    public record Count(VariantId variant, int onHand, Instant asOf) {
        public Count {
            if (onHand < 0) throw new IllegalArgumentException("no shelf holds less than nothing");
        }
    }

    /**
     * One variant.
     *
     * @param onHand as told last
     * @param reserved for exchanges under way
     * @param by who told
     */
    public record Level(VariantId variant, int onHand, int reserved, Instant asOf, String by) {
        /** What can still be asked for; a shop may have sold what was reserved. */
        public int free() {
            return Math.max(0, onHand - reserved);
        }
    }

    /** Takes counts; one that is older than what is known changes nothing. */
    public void tell(Tx tx, StoreId store, Collection<Count> counts, String by) {
        Map<Long, Count> newest = new TreeMap<>();
        for (Count count : counts)
            newest.merge(
                    count.variant().value(), count, (one, other) -> one.asOf().isAfter(other.asOf()) ? one : other);
        StockSql.tell(tx, store, List.copyOf(newest.values()), by);
    }

    /** A person counted: it is so now. */
    public void counted(Tx tx, StoreId store, Found found, String by) {
        tell(tx, store, List.of(new Count(found.variant(), found.onHand(), clock.instant())), by);
    }

    /** What somebody found on the shelf. */
    public record Found(VariantId variant, int onHand) {}

    /** Those that are counted, the scarcest first. */
    public List<Level> levels(Tx tx, StoreId store) {
        return tx.list(
                "select * from returns.stock where store_id = ? order by on_hand - reserved, variant_id limit ?",
                StockSql::level,
                store,
                ROWS_LIMIT);
    }

    /** What can still be had of these; those that are not counted are left out. */
    public Map<VariantId, Integer> free(Tx tx, StoreId store, Collection<VariantId> variants) {
        if (variants.isEmpty()) return Map.of();
        Map<VariantId, Integer> free = new HashMap<>();
        for (Level level : StockSql.levels(tx, store, variants)) free.put(level.variant(), level.free());
        return free;
    }
}

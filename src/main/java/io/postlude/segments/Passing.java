package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.InstantSource;
import java.util.List;

/** Looks at those for whom time may have changed an answer, and at everybody under a condition that is new. */
final class Passing {
    static final int PEOPLE_AT_ONCE = 5_000;

    private final Database database;
    private final Keeping keeping;
    private final InstantSource clock;

    Passing(Database database, Keeping keeping, InstantSource clock) {
        this.database = database;
        this.keeping = keeping;
        this.clock = clock;
    }

    /** A store at a time: people of one store are locked together, never of two. */
    void takeAllAcrossStores() {
        for (StoreId store : database.acrossStores(SegmentSql::walkingAcrossStores)) {
            boolean more = true;
            while (more) more = database.<Boolean>acrossStores(tx -> walk(tx, store));
        }
        for (StoreId store : database.acrossStores(tx -> PersonSql.storesWithDueAcrossStores(tx, clock.instant()))) {
            int taken = PEOPLE_AT_ONCE;
            while (taken >= PEOPLE_AT_ONCE) taken = database.<Integer>acrossStores(tx -> due(tx, store));
        }
    }

    /** Some people further under new conditions; false when all were looked at. */
    boolean walk(Tx tx, StoreId store) {
        Long from = SegmentSql.walkedTo(tx, store).orElse(null);
        if (from == null) return false;
        List<CustomerId> people = PersonSql.lockAfter(tx, store, from, PEOPLE_AT_ONCE);
        keeping.look(tx, store, people, person -> false);
        boolean more = people.size() == PEOPLE_AT_ONCE;
        if (more) SegmentSql.walked(tx, store, people.getLast().value());
        else SegmentSql.walkedThrough(tx, store);
        return more;
    }

    private int due(Tx tx, StoreId store) {
        List<CustomerId> people = PersonSql.claimDue(tx, store, clock.instant(), PEOPLE_AT_ONCE);
        keeping.look(tx, store, people, person -> false);
        return people.size();
    }
}

package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Condition;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Values;
import io.postlude.stores.Stores;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How many a condition would find, within the patience of somebody who is writing it. */
final class Sampling {
    /** Up to so many people all are looked at; of more, about so many. */
    static final int PEOPLE = 20_000;

    private static final int AT_ONCE = 5_000;
    private static final int EXAMPLES = 6;

    private final Stores stores;
    private final Told told;
    private final InstantSource clock;

    Sampling(Stores stores, Told told, InstantSource clock) {
        this.stores = stores;
        this.told = told;
        this.clock = clock;
    }

    Segments.Preview look(Tx tx, StoreId store, String source) {
        Condition condition = SegmentWords.condition(source);
        Moment moment = Moment.of(stores.get(store), clock.instant());
        long all = PersonSql.count(tx, store);
        boolean exact = all <= PEOPLE;
        List<CustomerId> some = exact
                ? PersonSql.after(tx, store, 0, PEOPLE)
                : PersonSql.sample(tx, store, 100.0 * PEOPLE / all, 2 * PEOPLE);
        List<CustomerId> found = new ArrayList<>();
        for (int i = 0; i < some.size(); i += AT_ONCE) {
            List<CustomerId> part = some.subList(i, Math.min(i + AT_ONCE, some.size()));
            var happened = told.of(tx, store, part, condition.counts());
            for (Person person : PersonSql.read(tx, store, part, happened)) {
                Values values = person.values(moment, condition.counts());
                if (condition.holds(values)) found.add(person.id());
            }
        }
        long count = exact || some.isEmpty() ? found.size() : Math.round((double) found.size() * all / some.size());
        return new Segments.Preview(
                count, exact, all, found.reversed().stream().limit(EXAMPLES).toList());
    }
}

package io.postlude.twin;

import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import java.util.List;
import java.util.Objects;

/** The two journeys the demo's first store has live; the other ready ones wait on the map for whoever looks. */
final class FirstJourneys {
    private static final List<String> KEYS = List.of("thank-you", "check-in");
    private static final String BY = "Maren Holm";

    private final Database database;
    private final Journeys journeys;

    FirstJourneys(Database database, Journeys journeys) {
        this.database = database;
        this.journeys = journeys;
    }

    void start(StoreId store) {
        for (String key : KEYS)
            database.runInStore(store, tx -> {
                String document = Objects.requireNonNull(Ready.documents().get(key), key);
                Flows.Saved saved = journeys.flows().save(tx, store, document, BY);
                if (!(saved instanceof Flows.Kept(var id, int turn, var mistakes)) || !mistakes.isEmpty())
                    throw new IllegalStateException("the ready journey " + key + " is not whole: " + saved);
                Flows.Outcome outcome = journeys.publish(tx, store, id, new Flows.Publishing(turn, UnderWay.KEEP, BY));
                if (!(outcome instanceof Flows.Live))
                    throw new IllegalStateException("the ready journey " + key + " cannot start: " + outcome);
            });
    }
}

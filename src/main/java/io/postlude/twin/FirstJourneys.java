package io.postlude.twin;

import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Send;
import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;

/**
 * What the demo's first store has live: two of the ready journeys, of which one gives a reward, one at the door of a segment, and news that went to its
 * regulars once. The other ready ones wait on the map for whoever looks.
 */
final class FirstJourneys {
    private static final List<String> KEYS = List.of("thank-you-reward", "check-in");
    /** Whoever becomes a regular is invited, the next morning. */
    private static final String AT_THE_DOOR = """
            {
              "format": 1,
              "key": "invite-regulars",
              "name": "Invite new regulars",
              "stage": "loving",
              "entry": {"segment": "bought-twice"},
              "steps": [
                {"id": "next-morning", "do": "wait", "for": "P1D", "at": "10:00", "next": "invite"},
                {"id": "invite", "do": "touchpoint", "message": "event-invitation", "purpose": "marketing", "useful": "P7D"}
              ]
            }
            """;

    private static final Send.Said NEWS = new Send.Said(
            "Early news for regulars", "bought-twice", "new-content", Purpose.MARKETING, null, LocalTime.of(10, 0), 5);
    private static final String BY = "Maren Holm";

    private final Database database;
    private final Journeys journeys;

    FirstJourneys(Database database, Journeys journeys) {
        this.database = database;
        this.journeys = journeys;
    }

    void start(StoreId store) {
        for (String key : KEYS)
            start(store, Objects.requireNonNull(Ready.documents().get(key), key));
        start(store, AT_THE_DOOR);
        database.runInStore(store, tx -> {
            Send.Made made = journeys.sends().make(tx, store, new Send.Wish(NEWS, BY));
            if (!(made instanceof Send.Kept(var id)))
                throw new IllegalStateException("the demo's news are refused: " + made);
            publish(tx, store, id, 1);
        });
    }

    private void start(StoreId store, String document) {
        database.runInStore(store, tx -> {
            Flows.Saved saved = journeys.flows().save(tx, store, document, BY);
            if (!(saved instanceof Flows.Kept(var id, int turn, var mistakes)) || !mistakes.isEmpty())
                throw new IllegalStateException("a journey of the demo is not whole: " + saved);
            publish(tx, store, id, turn);
        });
    }

    private void publish(Tx tx, StoreId store, FlowId id, int turn) {
        Flows.Outcome outcome = journeys.publish(tx, store, id, new Flows.Publishing(turn, UnderWay.KEEP, BY));
        if (!(outcome instanceof Flows.Live))
            throw new IllegalStateException("a journey of the demo cannot start: " + outcome);
    }
}

package io.postlude.messaging;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What readers did with messages: the first time of each, as an event. Whether it was a person is for the caller to know. */
public final class Readings {
    private final EventLog log;

    public Readings(EventLog log) {
        this.log = log;
    }

    /** What was done with a message; {@code order} is what it was about, where it was about one. */
    public record Reading(
            StoreId store, MessageId message, @Nullable OrderId order, Instant at) {}

    /** False where it was looked at before, or nothing is left of it. */
    public boolean opened(Tx tx, Reading reading) {
        String kind = first(tx, "opened_at", reading);
        if (kind == null) return false;
        log.append(
                tx,
                new MessagingEvent.MessageOpened(
                        reading.store(), reading.message(), kind, order(reading), reading.at()));
        return true;
    }

    /** As {@link #opened}, of a link that was followed. */
    public boolean clicked(Tx tx, Reading reading) {
        String kind = first(tx, "clicked_at", reading);
        if (kind == null) return false;
        log.append(
                tx,
                new MessagingEvent.MessageClicked(
                        reading.store(), reading.message(), kind, order(reading), reading.at()));
        return true;
    }

    private static @Nullable Long order(Reading reading) {
        return reading.order() == null ? null : reading.order().value();
    }

    private static @Nullable String first(Tx tx, String column, Reading reading) {
        return tx.first(
                        "update messaging.message set " + column + " = ? where store_id = ? and id = ? and " + column
                                + " is null and emptied_at is null returning kind",
                        row -> row.getString(1),
                        reading.at(),
                        reading.store(),
                        reading.message())
                .orElse(null);
    }

    /** When it left; null where it has not. */
    public @Nullable Instant sentAt(Tx tx, StoreId store, MessageId message) {
        return tx.first(
                        "select sent_at from messaging.message where store_id = ? and id = ? and sent_at is not null",
                        row -> Tx.instantNotNull(row, "sent_at"),
                        store,
                        message)
                .orElse(null);
    }
}

package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What shops asked for their customers' rights: for staff to see, answer and close. */
public final class PrivacyRequests {
    private static final int LIMIT_ROWS = 500;

    private final Database database;
    private final InstantSource clock;

    PrivacyRequests(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One request.
     *
     * @param kind DATA (send the customer's export), ERASURE (done by itself), SHOP_ERASURE (the shop left)
     * @param reference the shop's own name for the request
     * @param customerReference the shop's id of the person, where one is meant
     * @param dueAt by when it must be answered
     * @param doneAt null while it waits for a person
     */
    public record Request(
            long id,
            String source,
            String kind,
            String reference,
            @Nullable String customerReference,
            Instant requestedAt,
            Instant dueAt,
            @Nullable Instant doneAt,
            String result) {}

    /** What waits first, the most urgent of it on top; at most 500. */
    public List<Request> list(StoreId store) {
        return database.inStore(store, tx -> tx.list("""
                select id, source, kind, reference, customer_reference, requested_at, due_at, done_at, result
                from connectors.privacy_request where store_id = ?
                order by done_at is not null, due_at, id limit ?""", PrivacyRequests::request, store, LIMIT_ROWS));
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                row.getLong("id"),
                row.getString("source"),
                row.getString("kind"),
                row.getString("reference"),
                row.getString("customer_reference"),
                Tx.instantNotNull(row, "requested_at"),
                Tx.instantNotNull(row, "due_at"),
                Tx.instant(row, "done_at"),
                row.getString("result"));
    }

    /** Closes one with a word on how it was answered; false where there is none that waits. */
    public boolean close(StoreId store, long id, String answer) {
        return database.inStore(store, tx -> tx.update("""
                        update connectors.privacy_request set done_at = ?, result = ?
                        where store_id = ? and id = ? and done_at is null""", clock.instant(), answer, store, id) == 1);
    }
}

package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Audit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What shops asked for their customers' rights: for staff to see, answer and close. */
public final class PrivacyRequests {
    private static final int LIMIT_ROWS = 500;
    private static final String COLUMNS = """
            select id, source, kind, reference, customer_reference, requested_at, due_at, done_at, result, approved_at,
              approved_by, erased from connectors.privacy_request where store_id = ?
            """;

    private final Database database;
    private final Audit audit;
    private final InstantSource clock;

    PrivacyRequests(Database database, Audit audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is asked. */
    public enum Kind {
        /** Send the customer's export to the shop. */
        DATA,
        /** One person forgotten; done by itself. */
        ERASURE,
        /** The shop left: forget all of its customers, when the owner says so. */
        SHOP_ERASURE
    }

    /**
     * One request.
     *
     * @param reference the shop's own name for the request
     * @param customerReference the shop's id of the person, where one is meant
     * @param dueAt by when it must be answered
     * @param doneAt null while it waits
     * @param approval null until somebody ordered the erasure of a shop
     */
    public record Request(
            long id,
            String source,
            Kind kind,
            String reference,
            @Nullable String customerReference,
            Instant requestedAt,
            Instant dueAt,
            @Nullable Instant doneAt,
            String result,
            @Nullable Approval approval) {}

    /** Who ordered it, when, and how many people are gone by now. */
    public record Approval(Instant at, String by, int erased) {}

    /** What waits first, the most urgent of it on top; at most 500. */
    public List<Request> list(StoreId store) {
        return database.inStore(
                store,
                tx -> tx.list(
                        COLUMNS + "order by done_at is not null, due_at, id limit ?",
                        PrivacyRequests::request,
                        store,
                        LIMIT_ROWS));
    }

    public Optional<Request> find(StoreId store, long id) {
        return database.inStore(store, tx -> tx.first(COLUMNS + "and id = ?", PrivacyRequests::request, store, id));
    }

    /** How many wait for a person. */
    public long waiting(Tx tx, StoreId store) {
        return tx.number("""
                select count(*) from connectors.privacy_request
                where store_id = ? and done_at is null and approved_at is null""", store);
    }

    private static Request request(ResultSet row) throws SQLException {
        Instant approved = Tx.instant(row, "approved_at");
        return new Request(
                row.getLong("id"),
                row.getString("source"),
                Kind.valueOf(row.getString("kind")),
                row.getString("reference"),
                row.getString("customer_reference"),
                Tx.instantNotNull(row, "requested_at"),
                Tx.instantNotNull(row, "due_at"),
                Tx.instant(row, "done_at"),
                row.getString("result"),
                approved == null ? null : new Approval(approved, row.getString("approved_by"), row.getInt("erased")));
    }

    /** Closes one with a word on how it was answered; false where there is none that waits. */
    public boolean close(StoreId store, long id, String answer, Actor actor) {
        return database.inStore(store, tx -> {
            boolean closed = tx.update("""
                    update connectors.privacy_request set done_at = ?, result = ?
                    where store_id = ? and id = ? and done_at is null and approved_at is null""", clock.instant(), answer, store, id) == 1;
            if (closed) record(tx, store, actor, deed("privacy-request.answered", id, Map.of("answer", answer)));
            return closed;
        });
    }

    /** Orders the erasure of all customers of a shop that left; false where no such request waits. A job does the work. */
    public boolean approveShopErasure(StoreId store, long id, Actor actor) {
        return database.inStore(store, tx -> {
            boolean approved = tx.update("""
                    update connectors.privacy_request set approved_at = ?, approved_by = ?
                    where store_id = ? and id = ? and kind = 'SHOP_ERASURE' and done_at is null and approved_at is null""", clock.instant(), actor.name(), store, id) == 1;
            if (approved) record(tx, store, actor, deed("shop-erasure.ordered", id, Map.of()));
            return approved;
        });
    }

    static Audit.Deed deed(String action, long id, Map<String, Object> after) {
        return Audit.Deed.of(action, "privacy-request", Long.toString(id)).after(after);
    }

    private void record(Tx tx, StoreId store, Actor actor, Audit.Deed deed) {
        audit.record(tx, store, actor, deed);
    }
}

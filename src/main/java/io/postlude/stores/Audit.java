package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trail of who did what, when, from which network. Written in the transaction of the deed. Never give it a person's data
 * or a secret: ids, names of settings and their values.
 */
public final class Audit {
    private static final int MOST_PAGE_ROWS = 200;

    private final Database database;
    private final Ids ids;
    private final InstantSource clock;

    Audit(Database database, Ids ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What was done to what.
     *
     * @param action a past participle with its noun, such as {@code api-key.revoked}
     * @param before what held before, empty where nothing did
     * @param after what holds now, empty where nothing does
     */
    public record Deed(
            String action,
            String subjectKind,
            String subjectId,
            Map<String, Object> before,
            Map<String, Object> after) {
        public static Deed of(String action, String subjectKind, String subjectId) {
            return new Deed(action, subjectKind, subjectId, Map.of(), Map.of());
        }

        public Deed after(Map<String, Object> now) {
            return new Deed(action, subjectKind, subjectId, before, now);
        }
    }

    /** One line of the trail; {@code before} and {@code after} are JSON objects. */
    public record Entry(
            long id,
            String actorKind,
            String actorName,
            String address,
            String action,
            String subjectKind,
            String subjectId,
            @Nullable String before,
            @Nullable String after,
            Instant at) {}

    /** Empty texts do not filter. */
    public record Filter(String actorName, String action, String subjectKind, String subjectId) {
        public static Filter none() {
            return new Filter("", "", "", "");
        }
    }

    /** {@code next} goes into the next call; null where this was the last page. */
    public record Page(List<Entry> entries, @Nullable Long next) {}

    /** Writes one line, in the caller's transaction. */
    public void record(Tx tx, StoreId store, Actor actor, Deed deed) {
        AuditSql.insert(tx, ids.next(), new AuditSql.Line(store, actor, deed, clock.instant()));
    }

    /** Newest first; {@code before} is {@link Page#next} of the page before, or null for the first one. */
    public Page list(StoreId store, Filter filter, @Nullable Long before) {
        long from = before == null ? Long.MAX_VALUE : before;
        List<Entry> entries = database.inStore(
                store, tx -> AuditSql.list(tx, new AuditSql.Asked(store, filter, from, MOST_PAGE_ROWS + 1)));
        boolean more = entries.size() > MOST_PAGE_ROWS;
        List<Entry> shown = more ? entries.subList(0, MOST_PAGE_ROWS) : entries;
        return new Page(List.copyOf(shown), more ? shown.getLast().id() : null);
    }

    static @Nullable String json(Map<String, Object> values) {
        return values.isEmpty() ? null : Json.write(new java.util.TreeMap<>(values));
    }
}

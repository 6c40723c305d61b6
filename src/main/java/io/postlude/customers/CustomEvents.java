package io.postlude.customers;

import io.postlude.customers.CustomerEvent.CustomEventTold;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What other programs of a store tell of its customers: by a name of the store's own, with a few details. What happened long ago
 * is kept and counted, but is no news: it lets nobody into a journey.
 */
public final class CustomEvents {
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    public static final int REFERENCE_LIMIT_CHARS = 150;
    public static final int MOST_DETAILS = 20;
    public static final int DETAIL_LIMIT_CHARS = 300;
    /** The same as for what shops tell of orders: who tells it later does not tell as things happen. */
    private static final Duration NEWS_FOR = Duration.ofDays(2);

    private final Ids ids;
    private final EventLog log;
    private final InstantSource clock;

    CustomEvents(Ids ids, EventLog log, InstantSource clock) {
        this.ids = ids;
        this.log = log;
        this.clock = clock;
    }

    /**
     * One event.
     *
     * @param order the order it is about; null: about none
     * @param reference the teller's own name for it, by which it is told once; null: each telling is an event
     * @param details texts, whole numbers, decimals and flags by their names
     */
    public record Told(
            CustomerId customer,
            @Nullable Long order,
            String name,
            @Nullable String reference,
            Instant at,
            Map<String, Object> details) {
        public Told {
            if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("no name of an event: " + name);
            if (reference != null && (reference.isBlank() || reference.length() > REFERENCE_LIMIT_CHARS))
                throw new IllegalArgumentException("a reference has 1 to 150 characters");
            if (details.size() > MOST_DETAILS) throw new IllegalArgumentException("at most 20 details");
            details.forEach((key, value) -> {
                boolean fits = value instanceof String text
                        ? text.length() <= DETAIL_LIMIT_CHARS
                        : value instanceof Long || value instanceof Double || value instanceof Boolean;
                if (!NAME.matcher(key).matches() || !fits) throw new IllegalArgumentException("no detail: " + key);
            });
            details = new LinkedHashMap<>(details);
        }
    }

    /** {@code fresh} false: it was told before, under the same reference. */
    public record Taken(CustomEventId id, boolean fresh) {}

    /** Keeps them and tells of those that are new: an answer for each, in their order. */
    public List<Taken> tell(Tx tx, StoreId store, List<Told> all) {
        Instant now = clock.instant();
        Map<CustomerId, CustomerId> heads =
                MergeSql.canonical(tx, store, all.stream().map(Told::customer).toList());
        List<CustomEventSql.Row> rows = new ArrayList<>();
        for (Told one : all)
            rows.add(new CustomEventSql.Row(
                    new CustomEventId(ids.next()), heads.getOrDefault(one.customer(), one.customer()), one));
        Set<CustomEventId> fresh = CustomEventSql.insert(tx, store, rows, now);
        Map<String, CustomEventId> before = CustomEventSql.byReference(tx, store, rows);
        List<CustomerEvent> events = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (CustomEventSql.Row row : rows) {
            Told told = row.told();
            boolean isNew = fresh.contains(row.id());
            taken.add(new Taken(isNew ? row.id() : before.getOrDefault(told.reference(), row.id()), isNew));
            if (isNew)
                events.add(new CustomEventTold(
                        store,
                        row.head(),
                        row.id(),
                        told.order(),
                        told.name(),
                        told.at().isBefore(now.minus(NEWS_FOR)),
                        told.at()));
        }
        log.append(tx, events);
        return taken;
    }

    /** What was told with these; of somebody who was erased nothing is known any more. */
    public Map<CustomEventId, Map<String, Object>> details(Tx tx, StoreId store, Collection<CustomEventId> events) {
        return events.isEmpty() ? Map.of() : CustomEventSql.details(tx, store, events);
    }

    /** One as it stands on the customer's page. */
    public record Seen(
            CustomEventId id,
            String name,
            Instant at,
            @Nullable String reference,
            Map<String, Object> details) {}

    /** All that was told of these records of one person, the newest first, {@code limit} at most. */
    public List<Seen> ofPeople(Tx tx, StoreId store, Collection<CustomerId> family, int limit) {
        return CustomEventSql.ofPeople(tx, store, family, limit);
    }

    /** What happened to somebody, for counting. */
    public record Happened(String name, Instant at) {}

    /** By the canonical records asked for, with what was told of records merged into them. */
    public Map<CustomerId, List<Happened>> each(Tx tx, StoreId store, Collection<CustomerId> heads) {
        Map<CustomerId, CustomerId> headOf = new HashMap<>();
        heads.forEach(head -> headOf.put(head, head));
        MergeSql.belowEach(tx, store, heads)
                .forEach((head, below) -> below.forEach(merge -> headOf.put(merge.from(), head)));
        Map<CustomerId, List<Happened>> each = new HashMap<>();
        CustomEventSql.each(
                tx,
                store,
                headOf.keySet(),
                (person, one) -> each.computeIfAbsent(headOf.getOrDefault(person, person), id -> new ArrayList<>())
                        .add(one));
        return each;
    }
}

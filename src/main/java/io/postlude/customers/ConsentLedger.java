package io.postlude.customers;

import io.postlude.customers.CustomerEvent.ConsentGiven;
import io.postlude.customers.CustomerEvent.ConsentWithdrawn;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.CleanText;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Appends what people said and tells which statements changed what is allowed. */
final class ConsentLedger {
    private static final int PROOF_SIGNS_LIMIT = 2_000;
    private static final int SOURCE_SIGNS_LIMIT = 100;
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "customer_id bigint",
            "id bigint",
            "channel text",
            "purpose text",
            "given boolean",
            "at timestamptz",
            "source text",
            "proof text",
            "text_version text",
            "recorded_at timestamptz");

    private final Ids ids;
    private final InstantSource clock;

    ConsentLedger(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** As {@link Customers#ended}. */
    static long ended(Tx tx, StoreId store, Customers.Told told) {
        if (told.when().isEmpty()) return 0;
        BulkRows rows =
                new BulkRows(List.of("store_id int", "customer_id bigint", "told_at timestamptz", "until timestamptz"));
        told.when().forEach((person, at) -> rows.add(store, person, at, at.plus(told.within())));
        return rows.list(tx, """
                        select count(distinct e.customer_id) from :rows u
                        join customers.consent_entry e on e.store_id = u.store_id and e.customer_id = u.customer_id
                        where e.purpose = '%s' and not e.given and e.at >= u.told_at and e.at < u.until""".formatted(told.purpose().name()), row -> row.getLong(1))
                .getFirst();
    }

    record Subject(CustomerId customer, Channel channel, Purpose purpose) {}

    record Said(Subject subject, Consent consent) {}

    /** Said again without a change is not written again; the events are of those that changed the state. */
    List<CustomerEvent> append(Tx tx, StoreId store, List<Said> statements) {
        if (statements.isEmpty()) return List.of();
        Map<Subject, Consent> states = states(
                tx, store, statements.stream().map(s -> s.subject().customer()).toList());
        List<Said> inOrder = statements.stream()
                .sorted(Comparator.comparing((Said s) -> s.consent().at())
                        .thenComparing(s -> !s.consent().given()))
                .toList();
        List<CustomerEvent> events = new ArrayList<>();
        Set<Said> written = new HashSet<>();
        BulkRows rows = new BulkRows(COLUMNS);
        for (Said said : inOrder) {
            Consent before = states.get(said.subject());
            boolean newer = before == null || outweighs(said.consent(), before);
            if (newer && before != null && before.given() == said.consent().given()) continue;
            if (!written.add(said)) continue;
            rows.add(row(store, said));
            if (!newer) continue;
            states.put(said.subject(), said.consent());
            events.add(event(store, said));
        }
        rows.execute(tx, """
                insert into customers.consent_entry (store_id, customer_id, id, channel, purpose, given, at, source, proof,
                  text_version, recorded_at)
                select * from :rows u on conflict on constraint consent_entry_once do nothing""");
        return events;
    }

    /** The later one; at the same instant a withdrawal. */
    static boolean outweighs(Consent one, Consent other) {
        int order = one.at().compareTo(other.at());
        return order > 0 || (order == 0 && !one.given() && other.given());
    }

    private @Nullable Object[] row(StoreId store, Said said) {
        Consent consent = said.consent();
        return new @Nullable Object[] {
            store,
            said.subject().customer(),
            ids.next(),
            consent.channel(),
            consent.purpose(),
            consent.given(),
            consent.at(),
            CleanText.orEmpty(consent.source(), SOURCE_SIGNS_LIMIT),
            CleanText.orEmpty(consent.proof(), PROOF_SIGNS_LIMIT),
            CleanText.orNull(consent.textVersion(), SOURCE_SIGNS_LIMIT),
            clock.instant()
        };
    }

    private static CustomerEvent event(StoreId store, Said said) {
        Subject subject = said.subject();
        Instant at = said.consent().at();
        return said.consent().given()
                ? new ConsentGiven(store, subject.customer(), at, subject.channel(), subject.purpose())
                : new ConsentWithdrawn(store, subject.customer(), at, subject.channel(), subject.purpose());
    }

    private static Map<Subject, Consent> states(Tx tx, StoreId store, List<CustomerId> customers) {
        Map<Subject, Consent> states = new HashMap<>();
        tx.each(
                "select * from customers.consent_state where store_id = ? and customer_id = any(?)",
                row -> {
                    Consent consent = read(row);
                    states.put(
                            new Subject(
                                    new CustomerId(row.getLong("customer_id")), consent.channel(), consent.purpose()),
                            consent);
                },
                store,
                customers.stream().mapToLong(CustomerId::value).distinct().toArray());
        return states;
    }

    static Consent read(ResultSet row) throws SQLException {
        return new Consent(
                Channel.valueOf(row.getString("channel")),
                Purpose.valueOf(row.getString("purpose")),
                row.getBoolean("given"),
                Tx.instantNotNull(row, "at"),
                row.getString("source"),
                row.getString("proof"),
                row.getString("text_version"));
    }
}

package io.postlude.promises;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.PersonId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The promises at risk that people work through: who took which, and what was done. */
public final class RiskQueue {

    private final InstantSource clock;

    public RiskQueue(InstantSource clock) {
        this.clock = clock;
    }

    /** Those at risk, the first due first. */
    public List<AtRisk> list(Tx tx, StoreId store, int limit) {
        return tx.list(OutlookSql.AT_RISK, row -> atRisk(store, row), store, limit);
    }

    /** How many are at risk. */
    public long count(Tx tx, StoreId store) {
        return tx.number(OutlookSql.COUNT, store);
    }

    /** One open promise that is or was at risk. */
    public Optional<AtRisk> one(Tx tx, StoreId store, PromiseId promise) {
        return tx.first(OutlookSql.ONE, row -> atRisk(store, row), store, promise);
    }

    /** What the queue comes to, and how many of those at risk since then were kept after all. */
    public Figures figures(Tx tx, StoreId store, Instant since) {
        return tx.first(
                        OutlookSql.FIGURES,
                        row -> new Figures(
                                row.getLong("open_at_risk"),
                                row.getDouble("expected_broken"),
                                row.getLong("saved"),
                                row.getLong("settled")),
                        since,
                        since,
                        store,
                        since)
                .orElseThrow();
    }

    /**
     * @param atRisk open promises at risk
     * @param expectedBroken the sum of their chances: how many will be missed if nothing is done
     * @param saved those that were at risk and kept
     * @param settled those that were at risk and are settled, kept or not
     */
    public record Figures(long atRisk, double expectedBroken, long saved, long settled) {}

    /** Takes a promise in hand; false where somebody else has. */
    public boolean take(Tx tx, StoreId store, PromiseId promise, PersonId person) {
        return tx.update(OutlookSql.TAKE, store, promise, person, clock.instant()) == 1;
    }

    /** Gives it back; false where it was not this person's. */
    public boolean leave(Tx tx, StoreId store, PromiseId promise, PersonId person) {
        return tx.update(OutlookSql.LEAVE, store, promise, person) == 1;
    }

    /**
     * Writes down what was done.
     *
     * @return false where the deed's key was written before
     */
    public boolean done(Tx tx, StoreId store, PromiseId promise, RiskDeed deed) {
        return tx.update(OutlookSql.DO, store, promise, deed.key(), deed.kind(), deed.person(), deed.note(), deed.at())
                == 1;
    }

    /** What is to be read beside a deed, known once it is done. */
    public void note(Tx tx, StoreId store, PromiseId promise, RiskDeed deed) {
        tx.execute(OutlookSql.NOTE, deed.note(), store, promise, deed.key());
    }

    /** What was done about a promise, the oldest first. */
    public List<RiskDeed> deeds(Tx tx, StoreId store, PromiseId promise) {
        return tx.list(
                OutlookSql.DEEDS,
                row -> new RiskDeed(
                        row.getString("deed_key"),
                        RiskDeed.Kind.valueOf(row.getString("kind")),
                        new PersonId(row.getLong("person_id")),
                        row.getString("note"),
                        Tx.instantNotNull(row, "done_at")),
                store,
                promise);
    }

    private static AtRisk atRisk(StoreId store, ResultSet row) throws SQLException {
        long person = row.getLong("person_id");
        @Nullable PersonId owner = row.wasNull() ? null : new PersonId(person);
        return new AtRisk(
                PromisesSql.promise(row),
                Outlooks.outlook(store, row),
                Tx.instantNotNull(row, "at_risk_since"),
                owner,
                deeds(row.getArray("deeds")));
    }

    private static List<RiskDeed.Kind> deeds(Array kinds) throws SQLException {
        return Arrays.stream((Object[]) Objects.requireNonNull(kinds.getArray()))
                .map(kind -> RiskDeed.Kind.valueOf((String) kind))
                .toList();
    }
}

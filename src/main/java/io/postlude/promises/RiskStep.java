package io.postlude.promises;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseEvent.PromiseAtRisk;
import io.postlude.promises.PromiseEvent.PromiseBackOnTrack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One promise's way from what was known to what is foreseen now: whether it is at risk, and whether that is news. */
record RiskStep(Known known, Outlook now) {

    /** A promise at risk calms down below this share of the threshold. */
    private static final double CALM_SHARE = 0.6;

    private static final int LONGEST_WATCHED_DAYS = 30;

    boolean atRisk() {
        if (now.chance() >= known.threshold()) {
            return true;
        }
        return known.atRisk() && now.chance() >= known.threshold() * CALM_SHARE;
    }

    /** Whole days to the end of the promise; what is over counts as none left. */
    short daysLeft() {
        long days = Duration.between(now.seenAt(), known.dueBy()).toDays();
        return (short) Math.clamp(days, 0, LONGEST_WATCHED_DAYS);
    }

    Optional<PromiseEvent> news() {
        if (atRisk() == known.atRisk()) {
            return Optional.empty();
        }
        if (!atRisk()) {
            return Optional.of(new PromiseBackOnTrack(
                    now.store(),
                    now.promise(),
                    known.order(),
                    known.shipment(),
                    known.kind(),
                    now.chance(),
                    now.window(),
                    now.seenAt(),
                    now.replayed()));
        }
        return Optional.of(new PromiseAtRisk(
                now.store(),
                now.promise(),
                known.order(),
                known.shipment(),
                known.kind(),
                known.dueBy(),
                now.chance(),
                now.window(),
                now.cause(),
                now.seenAt(),
                now.replayed()));
    }

    /** A promise as it stood before. */
    record Known(
            StoreId store,
            PromiseId promise,
            boolean atRisk,
            @Nullable Instant seenAt,
            double threshold,
            @Nullable OrderId order,
            @Nullable Long shipment,
            PromiseKind kind,
            Instant dueBy) {

        /** Whether an outlook comes in time to tell something new. */
        boolean takes(Outlook now) {
            return now.seenAt().isBefore(dueBy)
                    && (seenAt == null || now.seenAt().isAfter(seenAt));
        }

        static Known read(ResultSet row) throws SQLException {
            long shipment = row.getLong("shipment_id");
            Long about = row.wasNull() ? null : shipment;
            return new Known(
                    new StoreId(row.getInt("store_id")),
                    new PromiseId(row.getLong("promise_id")),
                    row.getBoolean("at_risk"),
                    Tx.instant(row, "seen_at"),
                    row.getDouble("threshold"),
                    PromisesSql.order(row),
                    about,
                    PromiseKind.valueOf(row.getString("kind")),
                    Tx.instantNotNull(row, "due_by"));
        }
    }
}

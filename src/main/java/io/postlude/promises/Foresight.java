package io.postlude.promises;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * How likely promises that no parcel tells of are to be missed: of the store's own promises of that kind that were still open
 * after the same share of their time, so many were missed. While there are few, the share of the time that has passed,
 * squared, stands in for them.
 */
final class Foresight {
    static final Duration LOOKS_BACK = Duration.ofDays(180);
    private static final int LATEST_SETTLED = 2_000;
    private static final int AT_ONCE = 1_000;
    /** As if so many had been seen that behave as the time passed says. */
    private static final double PRIOR_PROMISES = 4;

    private final Database database;
    private final Outlooks outlooks;
    private final InstantSource clock;

    Foresight(Database database, Outlooks outlooks, InstantSource clock) {
        this.database = database;
        this.outlooks = outlooks;
        this.clock = clock;
    }

    void lookAcrossStores() {
        Instant now = clock.instant();
        database.runAcrossStores(tx -> tx.execute(PromisesSql.FORGET_SETTLED));
        List<Group> groups = database.acrossStores(tx -> tx.list(
                PromisesSql.WATCHED_GROUPS,
                row -> new Group(new StoreId(row.getInt("store_id")), PromiseKind.valueOf(row.getString("kind"))),
                now));
        for (Group group : groups) {
            double[] shares = database.acrossStores(tx -> shares(tx, group, now));
            PromiseId last = new PromiseId(0);
            for (PromiseId next = look(group, shares, last, now); next.value() > 0; ) {
                last = next;
                next = look(group, shares, last, now);
            }
        }
    }

    private record Group(StoreId store, PromiseKind kind) {}

    private record Open(PromiseId promise, Instant madeAt, Instant dueBy) {}

    /** Of those settled lately: after which share of their time, in order; above 1 are those that were missed. */
    private static double[] shares(Tx tx, Group group, Instant now) {
        double[] shares = tx
                .list(
                        PromisesSql.SHARES,
                        row -> row.getDouble(1),
                        group.store(),
                        group.kind().name(),
                        now.minus(LOOKS_BACK),
                        LATEST_SETTLED)
                .stream()
                .mapToDouble(share -> share)
                .toArray();
        Arrays.sort(shares);
        return shares;
    }

    /** One batch; answers the last looked at, 0 where there are no more. */
    private PromiseId look(Group group, double[] shares, PromiseId after, Instant now) {
        return database.acrossStores(tx -> {
            List<Open> open = tx.list(
                    PromisesSql.WATCHED_OPEN,
                    row -> new Open(
                            new PromiseId(row.getLong("promise_id")),
                            Tx.instantNotNull(row, "made_at"),
                            Tx.instantNotNull(row, "due_by")),
                    group.store(),
                    group.kind().name(),
                    after,
                    now,
                    AT_ONCE);
            outlooks.foresee(
                    tx,
                    open.stream().map(one -> outlook(group, shares, one, now)).toList());
            return open.size() < AT_ONCE ? new PromiseId(0) : open.getLast().promise();
        });
    }

    private static Outlook outlook(Group group, double[] shares, Open open, Instant now) {
        double chance = chance(shares, share(open.madeAt(), now, open.dueBy()));
        RiskCause cause = chance < Outlooks.USUAL_THRESHOLD
                ? RiskCause.NONE
                : group.kind() == PromiseKind.HANDOVER ? RiskCause.NOT_SHIPPED : RiskCause.NOT_DONE;
        return new Outlook(group.store(), open.promise(), chance, null, null, cause, now, false);
    }

    static double share(Instant made, Instant at, Instant due) {
        double whole = Math.max(1, Duration.between(made, due).toMillis());
        return Math.clamp(Duration.between(made, at).toMillis() / whole, 0, 1);
    }

    /** {@code settled} in order; of those still open after {@code share} of their time, how many were missed. */
    static double chance(double[] settled, double share) {
        long open = 0;
        long missed = 0;
        for (double one : settled) {
            if (one > share) open++;
            if (one > 1) missed++;
        }
        return (missed + PRIOR_PROMISES * share * share) / (open + PRIOR_PROMISES);
    }
}

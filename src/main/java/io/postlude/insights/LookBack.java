package io.postlude.insights;

import java.time.ZoneId;
import java.util.List;

/** A walk over a store's last half year, for a store whose history came in by import. */
final class LookBack {
    private static final int DAYS = 26 * 7;
    private static final int DAYS_OF_MANY = 6 * 7;
    private static final int MANY = 100_000;
    private static final int RELEARN_DAYS = 14;

    private LookBack() {}

    /** From when it looks back, in days, and the zone whose days windows are told in. */
    record Moment(double now, ZoneId zone) {}

    /** Those of them that had arrived by then. */
    static List<OutcomeSql.Said> over(Stage stage, Samples samples, List<FactSql.Fact> facts, Moment moment) {
        double now = moment.now();
        double from = now - (samples.size() > MANY ? DAYS_OF_MANY : DAYS);
        return new Walk(stage, samples, RELEARN_DAYS, moment.zone())
                .walk(from, now).stream()
                        .filter(one -> one.end() < now)
                        .map(one -> said(stage, one, facts.get(one.trip())))
                        .toList();
    }

    private static OutcomeSql.Said said(Stage stage, Walk.Judged one, FactSql.Fact fact) {
        return new OutcomeSql.Said(
                fact.order(),
                stage == Stage.ORDER ? 0 : fact.shipment(),
                fact.trip(),
                one.start(),
                one.logMiddle(),
                one.spread(),
                one.middle(),
                one.half(),
                one.most(),
                one.nearly(),
                carrier(fact.trip()));
    }

    private static String carrier(Trip trip) {
        int slash = trip.carried().indexOf('/');
        return slash < 0 ? trip.carried() : trip.carried().substring(0, slash);
    }
}

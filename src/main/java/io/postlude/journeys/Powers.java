package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says before a journey starts how long it takes to know whether it helps: from who would have come in lately. */
public final class Powers {
    /** What is looked at: effects that are worth a journey. */
    private static final List<Double> POINTS = List.of(1.0, 2.0, 3.0, 5.0);
    /** Below it a share says too little. */
    private static final int SETTLED_LEAST = 30;

    private static final int DAYS_OF_WEEK = 7;

    private final Rehearsals rehearsals;
    private final Orders orders;
    private final InstantSource clock;

    Powers(Rehearsals rehearsals, Orders orders, InstantSource clock) {
        this.rehearsals = rehearsals;
        this.orders = orders;
        this.clock = clock;
    }

    /** Of a journey as its document stands; {@code days} after coming in count. */
    public PowerReport of(Tx tx, StoreId store, Rehearsals.Wanted wanted, int days) {
        Map<CustomerId, Instant> entrants = rehearsals.entrants(tx, store, wanted);
        Map<CustomerId, List<Orders.Purchase>> purchases = orders.purchases(tx, store, entrants.keySet());
        Duration length = Duration.ofDays(days);
        Instant now = clock.instant();
        long settled = 0;
        long again = 0;
        for (Map.Entry<CustomerId, Instant> one : entrants.entrySet()) {
            Instant in = one.getValue();
            if (in.plus(length).isAfter(now)) continue;
            settled++;
            if (Effects.bought(purchases.getOrDefault(one.getKey(), List.of()), in, in.plus(length))) again++;
        }
        int back = (int) Duration.between(wanted.from(), wanted.until()).toDays();
        PowerReport bare = new PowerReport(
                days, back, entrants.size(), settled, again, wanted.flow().holdoutPercent(), List.of());
        return new PowerReport(days, back, entrants.size(), settled, again, bare.heldOutPercent(), rows(bare, days));
    }

    private static List<PowerReport.Row> rows(PowerReport known, int days) {
        List<PowerReport.Row> rows = new ArrayList<>();
        double base = known.base();
        if (known.settled() < SETTLED_LEAST || known.again() == 0 || known.heldOutPercent() == 0) return rows;
        for (double points : POINTS) {
            if (base + points / 100 >= 1) continue;
            long people = Power.people(base, points / 100, known.heldOutPercent() / 100);
            double weeks = people / known.perWeek() + (double) days / DAYS_OF_WEEK;
            rows.add(new PowerReport.Row(points, people, (long) Math.ceil(weeks)));
        }
        return rows;
    }
}

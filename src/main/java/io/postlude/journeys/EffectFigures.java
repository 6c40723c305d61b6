package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.journeys.MeanDifference.Figure;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What beside coming back those who got a journey's messages did more or less of: money spent, and what modules count. */
final class EffectFigures {
    private static final int MINOR_DIGITS_BASE = 10;

    private final Orders orders;
    private final List<Counted> counted;
    private final java.util.function.Function<StoreId, java.util.Currency> currency;

    EffectFigures(
            Orders orders, List<Counted> counted, java.util.function.Function<StoreId, java.util.Currency> currency) {
        this.orders = orders;
        this.counted = List.copyOf(counted);
        this.currency = currency;
    }

    /** Somebody who came in, and whether the lot held them out. */
    record Entrant(Run run, boolean heldOut) {
        CustomerId person() {
            return Objects.requireNonNull(run.subject().customer());
        }

        Instant in() {
            return run.came().what().at();
        }
    }

    /** One figure, by its name; {@code perOrder}: of each order, not of each person. */
    List<EffectReport.Figured> of(Tx tx, StoreId store, List<Entrant> entrants, Duration length) {
        List<CustomerId> people =
                entrants.stream().map(Entrant::person).distinct().toList();
        Map<CustomerId, List<Orders.Sale>> sales = orders.sales(tx, store, people);
        java.util.Currency money = currency.apply(store);
        double unit = Math.pow(MINOR_DIGITS_BASE, money.getDefaultFractionDigits());
        List<EffectReport.Figured> all = new ArrayList<>();
        all.add(new EffectReport.Figured(
                "spent, less refunds, in " + money.getCurrencyCode() + " a person",
                compare(
                        entrants,
                        one -> {
                            List<Orders.Sale> own = sales.getOrDefault(one.person(), List.of());
                            Instant in = one.in();
                            return Figure.ofPerson(
                                    spent(own, money, in, in.plus(length)) / unit,
                                    spent(own, money, in.minus(length), in) / unit);
                        },
                        MeanDifference::ofPeople)));
        for (Counted source : counted) {
            Map<CustomerId, List<Instant>> times = source.times().of(tx, store, people);
            all.add(new EffectReport.Figured(
                    source.name() + " for each order",
                    compare(
                            entrants,
                            one -> {
                                Instant in = one.in();
                                long did = times.getOrDefault(one.person(), List.of()).stream()
                                        .filter(at -> at.isAfter(in) && !at.isAfter(in.plus(length)))
                                        .count();
                                long bought = sales.getOrDefault(one.person(), List.of()).stream()
                                        .filter(sale -> sale.at().isAfter(in.minus(length))
                                                && !sale.at().isAfter(in.plus(length)))
                                        .count();
                                return new Figure(did, bought, 0);
                            },
                            MeanDifference::ofRatios)));
        }
        return all;
    }

    private interface Reading {
        MeanDifference of(List<Figure> control, List<Figure> group);
    }

    private static MeanDifference compare(
            List<Entrant> entrants, java.util.function.Function<Entrant, Figure> figure, Reading reading) {
        List<Figure> control = new ArrayList<>();
        List<Figure> group = new ArrayList<>();
        for (Entrant one : entrants) (one.heldOut() ? control : group).add(figure.apply(one));
        return reading.of(control, group);
    }

    private static double spent(List<Orders.Sale> sales, java.util.Currency money, Instant after, Instant until) {
        return sales.stream()
                .filter(sale -> sale.currency().equals(money.getCurrencyCode())
                        && sale.at().isAfter(after)
                        && !sale.at().isAfter(until))
                .mapToLong(Orders.Sale::net)
                .sum();
    }
}

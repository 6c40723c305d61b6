package io.postlude.deliveries;

import io.postlude.deliveries.Expectation.Cause;
import io.postlude.deliveries.Expectation.Chance;
import io.postlude.deliveries.Measures.Deed;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.Outlook;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromiseState;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskCause;
import io.postlude.promises.RiskDeed;
import io.postlude.promises.RiskQueue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads what is foreseen for an order's deliveries, and what staff did about it, from the promises. */
final class Forecasts {
    /** Stands for the order while none of its parcels is known. */
    static final long WHOLE_ORDER = 0;

    private static final int MOST_PROMISES = 10;

    private final Promises promises;
    private final Outlooks outlooks;
    private final RiskQueue queue;

    Forecasts(Promises promises, Outlooks outlooks, RiskQueue queue) {
        this.promises = promises;
        this.outlooks = outlooks;
        this.queue = queue;
    }

    /** Expectations by shipment, and what was done. */
    record Foreseen(Map<Long, Expectation> expected, List<Deed> deeds) {
        static final Foreseen NOTHING = new Foreseen(Map.of(), List.of());
    }

    Foreseen ofOrder(Tx tx, StoreId store, OrderId order) {
        List<Promise> open = promises.ofOrder(tx, store, order).stream()
                .filter(promise -> promise.kind() == PromiseKind.DELIVERY)
                .filter(promise -> promise.state() == PromiseState.OPEN || promise.state() == PromiseState.BROKEN)
                .limit(MOST_PROMISES)
                .toList();
        if (open.isEmpty()) {
            return Foreseen.NOTHING;
        }
        Map<PromiseId, Outlook> foreseen = outlooks.ofOrder(tx, store, order);
        var expected = new HashMap<Long, Expectation>();
        var deeds = new ArrayList<Deed>();
        for (Promise promise : open) {
            Outlook outlook = foreseen.get(promise.id());
            Expectation expectation = outlook == null ? null : expectation(outlook);
            if (expectation != null) {
                expected.put(promise.shipment() == null ? WHOLE_ORDER : promise.shipment(), expectation);
            }
            queue.deeds(tx, store, promise.id()).forEach(deed -> add(deeds, deed));
        }
        return new Foreseen(expected, deeds);
    }

    static @Nullable Expectation expectation(Outlook outlook) {
        Outlook.Expected window = outlook.window();
        if (window == null) {
            return null;
        }
        return new Expectation(
                window.earliest(), window.latest(), chances(outlook.byDay(), window), cause(outlook.cause()));
    }

    private static List<Chance> chances(Outlook.@Nullable Likelihoods byDay, Outlook.Expected window) {
        if (byDay == null) {
            return List.of();
        }
        return IntStream.range(0, byDay.chances().size())
                .mapToObj(at ->
                        new Chance(byDay.first().plusDays(at), byDay.chances().get(at)))
                .filter(chance -> isInside(chance.day(), window))
                .toList();
    }

    private static boolean isInside(LocalDate day, Outlook.Expected window) {
        return !day.isBefore(window.earliest()) && !day.isAfter(window.latest());
    }

    private static @Nullable Cause cause(RiskCause cause) {
        return switch (cause) {
            case NONE, TIGHT_WINDOW, NOT_DONE -> null;
            case NOT_SHIPPED -> Cause.of(Cause.Kind.LATE_START);
            case SILENT -> Cause.of(Cause.Kind.NO_SCAN);
            case SLOW_LANE, CARRIER_PROBLEM -> Cause.of(Cause.Kind.CARRIER);
        };
    }

    private static void add(List<Deed> deeds, RiskDeed deed) {
        switch (deed.kind()) {
            case CARRIER_ENQUIRY -> deeds.add(new Deed(Deed.Kind.CARRIER_ASKED, deed.at()));
            // Goods sent again are told from the replacement itself, once they have left.
            case RESHIP, MESSAGE, GESTURE, NOTE -> {}
        }
    }
}

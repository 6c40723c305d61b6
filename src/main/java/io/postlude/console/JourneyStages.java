package io.postlude.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.console.JourneyMapPage.Head;
import io.postlude.flows.Flow;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Buying;
import io.postlude.orders.Orders;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.Promises;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnInsights;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How many live through each stage of the customer's way, and how they fare there: the heads of the journey map. */
final class JourneyStages {
    /** Read from every order and parcel of the time: once a minute is often enough for a figure of ninety days. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int MOST_STORES = 1_000;
    /** What stays with the shop: another thing, or money to be spent there. */
    private static final Set<Remedy.Kind> STAYS =
            Set.of(Remedy.Kind.EXCHANGE, Remedy.Kind.SHOP, Remedy.Kind.CREDIT, Remedy.Kind.KEEP);

    private final Sources sources;
    private final Cache<StoreId, Map<Flow.Stage, Head>> kept = Caffeine.newBuilder()
            .maximumSize(MOST_STORES)
            .expireAfterWrite(KEPT)
            .build();

    private JourneyStages(Sources sources) {
        this.sources = sources;
    }

    /** Where the figures come from. */
    private record Sources(Orders orders, Tracking tracking, Promises promises, ReturnInsights returns, Wismo wismo) {}

    static JourneyStages of(ConsoleModule.Faces faces) {
        return new JourneyStages(new Sources(
                faces.orders(),
                faces.tracking(),
                faces.promises(),
                faces.returns().insights(),
                new Wismo(faces.deliveries().contacts(), faces.tracking())));
    }

    /** As it stood at most a minute ago. */
    Map<Flow.Stage, Head> heads(Tx tx, Visit visit) {
        Map<Flow.Stage, Head> known = kept.getIfPresent(visit.store());
        if (known != null) return known;
        Map<Flow.Stage, Head> read = read(tx, visit);
        kept.put(visit.store(), read);
        return read;
    }

    private Map<Flow.Stage, Head> read(Tx tx, Visit visit) {
        StoreId store = visit.store();
        Instant now = visit.words().now();
        Instant since = now.minus(JourneyMapDesk.COUNTED);
        Promises.Span span = new Promises.Span(since, now, visit.words().zone());
        Buying bought = sources.orders().buying(tx, store, since);
        Tracking.Arrived arrived = sources.tracking().arrived(tx, store, since);
        long sent = sources.tracking().registeredByWeek(tx, store, span).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        List<ReturnInsights.Outcome> back = sources.returns().outcomes(tx, store, new ReturnInsights.Span(since, now));
        long pieces = back.stream().mapToLong(ReturnInsights.Outcome::pieces).sum();
        long whole = Math.max(bought.orders(), Math.max(sent, arrived.parcels()));
        Map<Flow.Stage, Head> heads = new EnumMap<>(Flow.Stage.class);
        heads.put(Flow.Stage.ORDERED, head(bought.orders(), "orders, 90 days", whole, "of " + people(bought.people())));
        heads.put(Flow.Stage.WAITING, head(sent, "parcels sent", whole, asked(tx, visit)));
        heads.put(Flow.Stage.DELIVERED, head(arrived.parcels(), "parcels arrived", whole, inTime(tx, store, span)));
        heads.put(Flow.Stage.USING, head(arrived.orders(), "orders in use", whole, "arrived whole or in part"));
        heads.put(
                Flow.Stage.RETURNING,
                head(pieces, "things sent back", whole, share(stays(back), pieces, "stay as exchange or credit")));
        heads.put(
                Flow.Stage.LOVING,
                head(
                        bought.returned(),
                        "bought more than once",
                        whole,
                        share(bought.returned(), bought.people(), "of all who bought")));
        heads.put(
                Flow.Stage.COMING_BACK,
                head(bought.again(), "repeat orders", whole, share(bought.again(), bought.orders(), "of all orders")));
        return heads;
    }

    private static String people(long people) {
        return Words.count(people, "customer", "customers");
    }

    private static long stays(List<ReturnInsights.Outcome> back) {
        return back.stream()
                .filter(one -> STAYS.contains(one.remedy()))
                .mapToLong(ReturnInsights.Outcome::pieces)
                .sum();
    }

    private String asked(Tx tx, Visit visit) {
        Wismo.Rate rate = sources.wismo().months(tx, visit).now();
        return rate.isEnough() ? rate.told() + " ask “where is it” per 1,000 parcels" : "";
    }

    private String inTime(Tx tx, StoreId store, Promises.Span span) {
        long due = 0;
        long met = 0;
        for (Promises.Tally tally : sources.promises().tally(tx, store, span)) {
            if (tally.kind() != PromiseKind.DELIVERY) continue;
            met += tally.kept();
            due += tally.kept() + tally.broken();
        }
        return share(met, due, "by the promised day");
    }

    private static Head head(long number, String what, long whole, String detail) {
        long percent = whole == 0 ? 0 : Math.min(100, Math.round(number * 100.0 / whole));
        return new Head(Words.count(number), what, percent, detail);
    }

    /** Empty of nothing: no share of it can be said. */
    private static String share(long part, long whole, String of) {
        return whole == 0 ? "" : String.format(Locale.UK, "%.1f %% %s", part * 100.0 / whole, of);
    }
}

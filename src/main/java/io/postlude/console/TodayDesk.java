package io.postlude.console;

import io.postlude.connectors.Inbox;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Table;
import io.postlude.console.TodayPage.Kept;
import io.postlude.console.TodayPage.Parcels;
import io.postlude.console.TodayPage.Todo;
import io.postlude.deliveries.Enquiries;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.Pools;
import io.postlude.orders.DayCount;
import io.postlude.orders.DaySpan;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderState;
import io.postlude.orders.Orders;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.Promises;
import io.postlude.returns.RisingReasons;
import io.postlude.stores.Permission;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.StatusDetail;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TroubledQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The day at a glance. */
final class TodayDesk {
    private static final int KEPT_DAYS = 30;
    private static final int CHART_WEEKS = 12;
    private static final int MISMATCH_DAYS = 90;
    private static final int TROUBLE_ROWS = 5;
    private static final int USUAL_WEEKS = 4;
    private static final int DAYS_A_WEEK = 7;

    private final Frame frame;
    private final Sources sources;
    private final Neighbours neighbours;

    TodayDesk(Frame frame, Sources sources, Neighbours neighbours) {
        this.frame = frame;
        this.sources = sources;
        this.neighbours = neighbours;
    }

    /** Where the figures come from. */
    record Sources(Database database, Orders orders, Tracking tracking, Promises promises, Inbox inbox) {}

    /** Other pages of which the beginning stands here. */
    record Neighbours(
            TroubleDesk trouble,
            TodayRisks risks,
            Wismo wismo,
            Enquiries enquiries,
            RisingReasons rising,
            Pools rewards) {}

    void addTo(Counter counter) {
        counter.page("today", Permission.SEE_ORDERS, this::show);
    }

    /** All figures, read in one transaction so that they agree with each other. */
    private record Read(
            List<DayCount> days,
            long mismatches,
            Map<StatusDetail, Long> underWay,
            long troubled,
            TroubleDesk.Found trouble,
            List<Promises.Tally> promises,
            TodayRisks.Read risks,
            Wismo.Months asked,
            long enquiriesDue,
            long rising,
            List<Pool> lowPools,
            long unmapped) {}

    private Answer show(Visit visit) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        Inbox.Counts inbox = sources.inbox().counts(visit.store());
        long total =
                read.underWay().values().stream().mapToLong(Long::longValue).sum();
        Empty noTrouble = new Empty(
                "No parcel is in trouble",
                total == 0 ? "No parcel is under way." : Words.count(total, "parcel is", "parcels are") + " under way.",
                null);
        String scope = Words.count(read.troubled(), "parcel", "parcels") + ", latest first";
        return Answer.page(
                "today",
                new TodayPage(
                        frame.page(visit, "Today", "today"),
                        kept(visit, read.promises()),
                        new Empty(
                                "No promise has come due yet",
                                "A promise is a day the shop named: hand-over or delivery. It counts once it is kept or its time is over; the figure stands here from the first one on.",
                                new Link("Connect a shop", "/console/connections")),
                        neighbours.risks().risks(visit, read.risks()),
                        List.of(
                                ordersToday(visit, read.days()),
                                read.asked().figure(),
                                TodayRisks.windows(read.risks().judged())),
                        parcels(read.underWay(), total),
                        Table.plain(
                                "Parcels with trouble",
                                TroubleDesk.columns(),
                                TroubleDesk.rows(visit, read.trouble()),
                                noTrouble),
                        scope,
                        todos(visit, read, inbox),
                        List.of(
                                new Figure("Failed", Words.count(inbox.failed()), "deliveries need a person", null),
                                new Figure("Waiting", Words.count(inbox.waiting()), "deliveries to be worked", null))));
    }

    private Read read(Tx tx, Visit visit) {
        LocalDate today = visit.words().today();
        Instant since = start(visit, today.minusDays(MISMATCH_DAYS - 1L));
        LocalDate monday = today.minusDays(today.getDayOfWeek().getValue() - 1L).minusWeeks(CHART_WEEKS - 1L);
        Promises.Span span = new Promises.Span(
                start(visit, monday), visit.words().now(), visit.words().zone());
        return new Read(
                likeToday(tx, visit, today),
                sources.orders()
                        .count(
                                tx,
                                visit.store(),
                                OrderQuery.newest(1).between(since, null).onlyMismatches()),
                sources.tracking().underWay(tx, visit.store()),
                sources.tracking().troubledCount(tx, visit.store()),
                neighbours.trouble().find(tx, visit, TroubledQuery.first(TROUBLE_ROWS)),
                sources.promises().tally(tx, visit.store(), span),
                neighbours.risks().read(tx, visit),
                neighbours.wismo().months(tx, visit),
                neighbours.enquiries().due(tx, visit.store(), today),
                neighbours.rising().open(tx, visit.store()).size(),
                neighbours.rewards().low(tx, visit.store()),
                sources.tracking().mappings().list(tx, visit.store()).stream()
                        .filter(code -> code.decided() == null)
                        .count());
    }

    /** Today, and the days a week apart before it that it is compared with; of those between nothing is shown. */
    private List<DayCount> likeToday(Tx tx, Visit visit, LocalDate today) {
        List<DayCount> days = new ArrayList<>();
        for (int week = 0; week <= USUAL_WEEKS; week++) {
            LocalDate day = today.minusDays((long) week * DAYS_A_WEEK);
            days.addAll(sources.orders()
                    .days(tx, visit.store(), new DaySpan(day, day, visit.words().zone())));
        }
        return days;
    }

    private static Instant start(Visit visit, LocalDate day) {
        return day.atStartOfDay(visit.words().zone()).toInstant();
    }

    private static @Nullable Kept kept(Visit visit, List<Promises.Tally> all) {
        LocalDate from = visit.words().today().minusDays(KEPT_DAYS);
        LocalDate week = from.minusDays(from.getDayOfWeek().getValue() - 1L);
        List<Promises.Tally> recent =
                all.stream().filter(tally -> !tally.week().isBefore(week)).toList();
        long kept = recent.stream().mapToLong(Promises.Tally::kept).sum();
        long broken = recent.stream().mapToLong(Promises.Tally::broken).sum();
        if (kept + broken == 0) {
            return null;
        }
        String scope = "of " + Words.count(kept + broken) + " that came due since "
                + visit.words().day(week);
        return KeptChart.of(new KeptChart.Counted(kept, broken, scope), kinds(recent), weeks(all));
    }

    private static List<KeptChart.Kind> kinds(List<Promises.Tally> recent) {
        Map<PromiseKind, KeptChart.Kind> kinds = new EnumMap<>(PromiseKind.class);
        for (Promises.Tally tally : recent) {
            String name = AtRiskWords.name(tally.kind());
            String icon = AtRiskWords.icon(tally.kind());
            kinds.merge(
                    tally.kind(),
                    new KeptChart.Kind(name, icon, tally.kept(), tally.broken()),
                    (one, other) ->
                            new KeptChart.Kind(name, icon, one.kept() + other.kept(), one.broken() + other.broken()));
        }
        return kinds.values().stream()
                .filter(kind -> kind.kept() + kind.broken() > 0)
                .toList();
    }

    private static List<KeptChart.Week> weeks(List<Promises.Tally> all) {
        Map<LocalDate, KeptChart.Week> weeks = new TreeMap<>();
        for (Promises.Tally tally : all) {
            String label = "w" + tally.week().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            weeks.merge(
                    tally.week(),
                    new KeptChart.Week(label, tally.kept(), tally.kept() + tally.broken()),
                    (one, other) -> new KeptChart.Week(label, one.kept() + other.kept(), one.due() + other.due()));
        }
        return weeks.values().stream().filter(week -> week.due() > 0).toList();
    }

    private static Figure ordersToday(Visit visit, List<DayCount> days) {
        LocalDate today = visit.words().today();
        List<DayCount> now = days.stream()
                .filter(day -> day.day().equals(today) && day.state() != OrderState.CANCELLED)
                .toList();
        long count = now.stream().mapToLong(DayCount::orders).sum();
        Map<String, Long> money = now.stream()
                .map(DayCount::total)
                .collect(Collectors.groupingBy(
                        (Money total) -> total.currency().getCurrencyCode(),
                        TreeMap::new,
                        Collectors.summingLong(Money::minor)));
        String worth = money.entrySet().stream()
                .map(sum -> Words.money(sum.getValue(), sum.getKey()))
                .collect(Collectors.joining(" and "));
        List<Long> before = new ArrayList<>();
        for (int week = 1; week <= USUAL_WEEKS; week++) {
            LocalDate day = today.minusDays((long) week * DAYS_A_WEEK);
            before.add(days.stream()
                    .filter(one -> one.day().equals(day) && one.state() != OrderState.CANCELLED)
                    .mapToLong(DayCount::orders)
                    .sum());
        }
        String usual = "the four whole days a week apart before it had "
                + before.stream().min(Long::compare).orElse(0L) + "–"
                + before.stream().max(Long::compare).orElse(0L);
        return new Figure(
                "Orders today",
                Words.count(count),
                (worth.isEmpty() ? "" : worth + "; ") + usual,
                "/console/orders?days=1");
    }

    private static Parcels parcels(Map<StatusDetail, Long> underWay, long total) {
        List<Stack.Part> parts = List.of(
                new Stack.Part(
                        "waiting", sum(underWay, ShipmentStatus.PENDING, ShipmentStatus.INFO_RECEIVED), "f-mute"),
                new Stack.Part(
                        "in transit", sum(underWay, ShipmentStatus.PICKED_UP, ShipmentStatus.IN_TRANSIT), "f-ink2"),
                new Stack.Part("out for delivery", sum(underWay, ShipmentStatus.OUT_FOR_DELIVERY), "f-kept"),
                new Stack.Part("pick-up", sum(underWay, ShipmentStatus.AVAILABLE_FOR_PICKUP), "f-info"),
                new Stack.Part("no news for long", sum(underWay, ShipmentStatus.EXPIRED), "f-risk"),
                new Stack.Part(
                        "problem",
                        sum(
                                underWay,
                                ShipmentStatus.ATTEMPT_FAILED,
                                ShipmentStatus.EXCEPTION,
                                ShipmentStatus.RETURNING_TO_SENDER),
                        "f-broken"));
        String label = parts.stream()
                .filter(part -> part.count() > 0)
                .map(part -> part.count() + " " + part.label())
                .collect(Collectors.joining(", "));
        String scope =
                total == 0 ? "none: all have arrived, or none is known" : "on their way to customers and not at an end";
        return new Parcels(Words.count(total), label, scope, total == 0 ? List.of() : Stack.of(parts));
    }

    private static long sum(Map<StatusDetail, Long> underWay, ShipmentStatus... statuses) {
        List<ShipmentStatus> wanted = List.of(statuses);
        return underWay.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey().status()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static List<Todo> todos(Visit visit, Read read, Inbox.Counts inbox) {
        List<Todo> todos = new ArrayList<>();
        if (inbox.failed() > 0 && visit.may(Permission.SEE_INBOX)) {
            String text = Words.count(inbox.failed(), "delivery", "deliveries") + " could not be worked.";
            todos.add(new Todo("mail", text, "Look at them", "/console/inbox?view=failed"));
        }
        if (read.enquiriesDue() > 0 && visit.may(Permission.CHANGE_SHIPMENTS)) {
            String text = Words.count(read.enquiriesDue(), "carrier has", "carriers have") + " not answered yet.";
            todos.add(new Todo("truck", text, "Ask again", EnquiriesDesk.PATH));
        }
        if (read.rising() > 0 && visit.may(Permission.SEE_RETURNS)) {
            String text = Words.count(read.rising(), "reason", "reasons") + " to send things back on the rise.";
            todos.add(new Todo("return", text, "See which", ReturnsDesk.PATH + "/insights"));
        }
        if (!read.lowPools().isEmpty() && visit.may(Permission.SEE_MESSAGES)) {
            int pools = read.lowPools().size();
            String text = pools == 1
                    ? "“" + read.lowPools().getFirst().name() + "” has few codes left."
                    : Words.count(pools, "pool has", "pools have") + " few codes left.";
            todos.add(new Todo("gift", text, "Take codes in", RewardsDesk.PATH));
        }
        if (read.unmapped() > 0 && visit.may(Permission.MAP_CARRIER_CODES)) {
            String text = Words.count(read.unmapped(), "carrier code is", "carrier codes are") + " unknown.";
            todos.add(new Todo("map", text, "Say what they mean", "/console/mapping"));
        }
        if (read.mismatches() > 0) {
            String text = Words.count(read.mismatches(), "order has", "orders have") + " sums that do not add up.";
            todos.add(new Todo("money", text, "See which", "/console/orders?view=mismatch"));
        }
        return todos;
    }
}

package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Reach;
import io.postlude.flows.DateOf;
import io.postlude.kernel.Condition;
import io.postlude.kernel.Money;
import io.postlude.kernel.Values;
import io.postlude.loyalty.Reward;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders.Bought;
import io.postlude.promises.PromisedWindow;
import io.postlude.returns.ReturnView;
import io.postlude.tracking.ShipmentView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a journey may ask about one run's subject, as it is now. The names are those of {@code flows.Words}; each word is put
 * together when the first condition speaks of it.
 */
final class StepFacts implements Walking.Around {
    private static final Duration RECENT = Duration.ofDays(30);

    private final Run run;
    private final Known known;
    private final Map<String, Object> words = new HashMap<>();

    /** What is known around a run; what is not is null or empty. */
    record Known(
            @Nullable OrderView order,
            List<ShipmentView> parcels,
            PromisesOverTime promises,
            @Nullable ReturnView returned,
            Map<String, Object> details,
            Recipient recipient,
            @Nullable Reach reach,
            @Nullable Bought bought,
            Set<String> segments,
            Pace pace,
            @Nullable Reward reward,
            Instant now) {}

    StepFacts(Run run, Known known) {
        this.run = run;
        this.known = known;
    }

    /** The order it is about; null where it is about a person. */
    @Nullable
    OrderView order() {
        return known.order();
    }

    /** What this run was given; null: nothing. */
    @Nullable
    Reward reward() {
        return known.reward();
    }

    Recipient recipient() {
        return known.recipient();
    }

    @Override
    public ZoneId zone() {
        return known.recipient().zone();
    }

    @Override
    public boolean holds(Condition condition, Instant at) {
        Map<String, Object> offered = new HashMap<>();
        for (String word : condition.words()) offered.put(word, word(word, at));
        return condition.holds(Values.of(offered));
    }

    /** What changes while a run walks is put together each time. */
    private Object word(String word, Instant at) {
        return switch (word) {
            case "now" -> at;
            case "promise" -> AskedAbout.promise(promise(), arrivedAt().orElse(at), zone());
            case "returned" -> AskedAbout.returned(returned(), at, zone());
            default -> words.computeIfAbsent(word, this::word);
        };
    }

    private PromisesOverTime.@Nullable Standing promise() {
        OrderView order = known.order();
        return order == null
                ? null
                : known.promises()
                        .at(order.id(), run.subject().shipment(), known.now())
                        .orElse(null);
    }

    private ReturnView returned() {
        return Objects.requireNonNull(known.returned(), () -> "run " + run.id() + " has no return to ask about");
    }

    private Object word(String word) {
        return switch (word) {
            case "order" -> orderWords();
            case "parcel" -> parcel();
            case "customer" -> customer();
            case "event" -> event();
            case "history" -> history();
            case "reward" -> reward(known.reward());
            case "entered_at" -> run.came().enteredAt();
            default -> throw new IllegalStateException("nobody offers " + word);
        };
    }

    private Map<String, Object> orderWords() {
        OrderView order = known.order();
        if (order == null) throw new IllegalStateException("run " + run.id() + " has no order to ask about");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", order.number());
        values.put("total", decimal(order.totals().total()));
        values.put("currency", order.totals().total().currency().getCurrencyCode());
        values.put(
                "items",
                order.lines().stream().mapToInt(OrderView.Line::quantity).sum());
        values.put("lines", order.lines().stream().map(StepFacts::line).toList());
        values.put("tags", order.context().tags());
        values.put("channel", order.context().channel());
        values.put("country", order.shipTo() == null ? null : order.shipTo().country());
        values.put("placed_at", order.placedAt());
        values.put("cancelled", order.cancellation() != null);
        values.put("refunded", !order.refunds().isEmpty());
        values.put("delivered", deliveredAt().isPresent());
        values.put("late_days", lateDays());
        return values;
    }

    private static Map<String, Object> line(OrderView.Line line) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sku", line.sku());
        values.put("title", line.title());
        values.put("vendor", line.vendor());
        values.put("type", line.type());
        values.put("tags", line.tags());
        values.put("quantity", line.quantity());
        values.put("price", decimal(line.unitPrice()));
        return values;
    }

    private Map<String, Object> parcel() {
        ShipmentView parcel = own().orElse(null);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("known", parcel != null);
        values.put("status", parcel == null ? "" : parcel.detail().code());
        values.put("arrived", parcel != null && parcel.arrived());
        values.put("delivered_at", parcel == null ? null : parcel.times().delivered());
        values.put("late_days", parcel == null ? 0 : lateDays(parcel));
        values.put("problems", parcel == null ? List.of() : problems(parcel));
        return values;
    }

    static List<String> problems(ShipmentView parcel) {
        return parcel.problems().stream().map(ShipmentView.Problem::kind).toList();
    }

    private Map<String, Object> customer() {
        Reach reach = known.reach();
        Bought bought = known.bought();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("known", reach != null);
        values.put("orders", bought == null ? 0 : bought.orders());
        values.put("items", bought == null ? 0 : bought.units());
        values.put("last_order_at", bought == null ? null : bought.lastAt());
        values.put("language", known.recipient().locale().getLanguage());
        values.put("tags", reach == null ? List.of() : List.copyOf(reach.tags()));
        values.put("segments", known.segments().stream().sorted().toList());
        values.put("refused", names(known.recipient().refused()));
        values.put("agreed", names(known.recipient().agreed()));
        return values;
    }

    private static List<String> names(java.util.Set<io.postlude.customers.Purpose> purposes) {
        return purposes.stream()
                .map(one -> one.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private Map<String, Object> event() {
        Run.What what = run.came().what();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", what.name());
        values.put("at", what.at());
        values.put("detail", what.detail());
        values.put("chance", what.chance());
        values.put("details", known.details());
        return values;
    }

    private Map<String, Object> history() {
        Instant from = run.stand().at().minus(RECENT);
        return Map.of(
                "sent_30_days", known.pace().since(from),
                "messages", known.pace().sent().stream().map(Pace.Sent::message).toList());
    }

    private Map<String, Object> reward(@Nullable Reward reward) {
        LocalDate until = reward == null ? null : reward.until();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("given", reward != null);
        values.put("pool", reward == null ? "" : reward.pool());
        values.put("used", reward != null && reward.used());
        values.put("days_left", until == null ? null : day(known.now()).until(until, ChronoUnit.DAYS));
        return values;
    }

    @Override
    public @Nullable LocalDate date(DateOf of, Instant at) {
        return switch (of) {
            case PROMISED -> promised().map(this::day).orElse(null);
            case DELIVERED -> arrivedAt().map(this::day).orElse(null);
            case LAST_ORDER ->
                known.bought() == null ? null : day(known.bought().lastAt());
        };
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone());
    }

    /** The parcel it is about; of an order with one parcel that one. */
    private Optional<ShipmentView> own() {
        var shipment = run.subject().shipment();
        if (shipment != null)
            return known.parcels().stream()
                    .filter(parcel -> parcel.id().equals(shipment))
                    .findFirst();
        return known.parcels().size() == 1 ? Optional.of(known.parcels().getFirst()) : Optional.empty();
    }

    private Optional<Instant> arrivedAt() {
        return own().map(parcel -> parcel.times().delivered()).or(this::deliveredAt);
    }

    /** Of an order: its last parcel's, when all have arrived. */
    Optional<Instant> deliveredAt() {
        List<ShipmentView> parcels = known.parcels();
        if (parcels.isEmpty() || !parcels.stream().allMatch(ShipmentView::arrived)) return Optional.empty();
        return parcels.stream()
                .map(parcel -> parcel.times().delivered())
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    private Optional<Instant> promised() {
        Optional<Instant> ofParcel = own().map(ShipmentView::promised).map(PromisedWindow::by);
        return ofParcel.or(() -> known.parcels().stream()
                .map(ShipmentView::promised)
                .filter(Objects::nonNull)
                .map(PromisedWindow::by)
                .max(Instant::compareTo));
    }

    /** Begun days after the end of what was promised; 0: in time, or nothing was promised. */
    int lateDays() {
        return known.parcels().stream().mapToInt(this::lateDays).max().orElse(0);
    }

    private int lateDays(ShipmentView parcel) {
        PromisedWindow promised = parcel.promised();
        Instant delivered = parcel.times().delivered();
        if (promised == null || delivered == null || !delivered.isAfter(promised.by())) return 0;
        return (int) (day(delivered).toEpochDay() - day(promised.by()).toEpochDay());
    }

    /** What was told with the event that let it in; empty where nothing was. */
    Map<String, Object> details() {
        return known.details();
    }

    @Nullable
    CustomerId person() {
        return known.recipient().customer();
    }

    static double decimal(Money money) {
        return new BigDecimal(money.decimal()).doubleValue();
    }
}

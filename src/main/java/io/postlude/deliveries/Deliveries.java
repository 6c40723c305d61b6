package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Reach;
import io.postlude.deliveries.OrderFacts.Cancellation;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings together what there is to say about an order's delivery: the same for its page and for every message about it. */
public final class Deliveries {
    private static final Vocabulary PLAIN = new Vocabulary();

    private final Stores stores;
    private final Customers customers;
    private final Orders orders;
    private final Tracking tracking;
    private final Forecasts forecasts;
    private final Requests requests;
    private final Contacts contacts;
    private final PromiseMaker maker;
    private final Gestures gestures;
    private final Enquiries enquiries;
    private final Replacements replacements;
    private final InstantSource clock;

    /** The modules it reads. */
    public record Faces(
            Stores stores,
            Customers customers,
            Orders orders,
            Tracking tracking,
            Promises promises,
            Outlooks outlooks) {}

    public Deliveries(Faces faces, EventLog log, Ids ids, InstantSource clock) {
        this.stores = faces.stores();
        this.customers = faces.customers();
        this.orders = faces.orders();
        this.tracking = faces.tracking();
        this.forecasts = new Forecasts(faces.promises(), faces.outlooks(), new RiskQueue(clock));
        this.requests = new Requests(log, ids, clock);
        this.contacts = new Contacts(log, ids, new Replies(faces.stores(), faces.promises(), clock), clock);
        this.maker = new PromiseMaker(faces, clock);
        this.gestures = new Gestures(log, ids, clock);
        this.enquiries = new Enquiries(log, ids, clock);
        this.replacements = new Replacements(log, ids, clock);
        this.clock = clock;
    }

    /** What is open about these orders' deliveries, in a few words each; orders without are left out. */
    public Map<OrderId, List<String>> open(Tx tx, StoreId store, Collection<OrderId> orders) {
        return OpenMatters.of(tx, store, orders);
    }

    public Requests requests() {
        return requests;
    }

    public Contacts contacts() {
        return contacts;
    }

    /** Makes the promises that hang on the store's working days. */
    public LogReader promiseMaker() {
        return maker;
    }

    /** Until when the store promises what. */
    public PromiseRule promiseRule(Tx tx, StoreId store) {
        return PromiseRule.of(tx, store);
    }

    public void setPromiseRule(Tx tx, StoreId store, PromiseRule rule) {
        rule.save(tx, store, clock.instant());
    }

    public Gestures gestures() {
        return gestures;
    }

    public Enquiries enquiries() {
        return enquiries;
    }

    public Replacements replacements() {
        return replacements;
    }

    /** What the store lets its customers choose. */
    public ChoiceRule choiceRule(Tx tx, StoreId store) {
        return ChoiceRule.of(tx, store);
    }

    public void setChoiceRule(Tx tx, StoreId store, ChoiceRule rule) {
        rule.save(tx, store, clock.instant());
    }

    /**
     * An order's delivery, and in which language and zone its customer is told about it.
     *
     * @param measures what is done about it, and what the customer can choose now
     */
    public record Known(OrderFacts facts, Language language, ZoneId zone, Measures measures, Dialogue dialogue) {
        public Known(OrderFacts facts, Language language, ZoneId zone) {
            this(facts, language, zone, Measures.NONE, Dialogue.NONE);
        }
    }

    /** What the customer said on the order's page: what they chose, and when they last asked. */
    public record Dialogue(
            Requests.@Nullable Request request, @Nullable Instant askedAt) {
        public static final Dialogue NONE = new Dialogue(null, null);
    }

    /** Everything there is to say about an order's delivery; empty if the store has no such order. */
    public Optional<Known> order(Tx tx, StoreId store, OrderId order) {
        return stores.find(store)
                .flatMap(owner -> orders.order(tx, store, order).map(found -> known(tx, owner, found)));
    }

    /** In which language, and by which clock, the customer of an order is told about it. */
    public Manner manner(Tx tx, StoreId store, OrderView order) {
        return Manner.of(stores.get(store), order, reach(tx, store, order.customer()));
    }

    private Known known(Tx tx, Store store, OrderView order) {
        Manner manner = Manner.of(store, order, reach(tx, store.id(), order.customer()));
        Forecasts.Foreseen foreseen = forecasts.ofOrder(tx, store.id(), order.id());
        OrderFacts facts = facts(order, tracking.ofOrder(tx, store.id(), order.id()), foreseen.expected());
        Dialogue dialogue = new Dialogue(
                requests.counting(tx, store.id(), order.id()).orElse(null),
                contacts.lastOnPage(tx, store.id(), order.id()).orElse(null));
        Measures measures = new Measures(
                deeds(tx, store, order, foreseen), gesture(tx, store, order), choices(tx, store, manner.zone(), facts));
        return new Known(facts, manner.language(), manner.zone(), measures, dialogue);
    }

    private @Nullable Reach reach(Tx tx, StoreId store, @Nullable CustomerId customer) {
        return customer == null
                ? null
                : customers.reach(tx, store, List.of(customer)).get(customer);
    }

    /** What staff did, and what has left again: a replacement that is only wanted is nothing to be told. */
    private List<Measures.Deed> deeds(Tx tx, Store store, OrderView order, Forecasts.Foreseen foreseen) {
        var deeds = new ArrayList<>(foreseen.deeds());
        for (Replacements.Replacement again : replacements.ofOrder(tx, store.id(), order.id())) {
            if (again.state() == Replacements.State.SENT && again.settledAt() != null) {
                deeds.add(new Measures.Deed(Measures.Deed.Kind.NEW_PARCEL, again.settledAt()));
            }
        }
        return deeds;
    }

    /** The last one given, while it is good. */
    private Measures.@Nullable Gesture gesture(Tx tx, Store store, OrderView order) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), store.zone());
        return gestures.ofOrder(tx, store.id(), order.id()).reversed().stream()
                .map(Gestures.Given::gesture)
                .filter(given -> given.until() == null || !given.until().isBefore(today))
                .findFirst()
                .orElse(null);
    }

    private List<Measures.Choice> choices(Tx tx, Store store, ZoneId zone, OrderFacts facts) {
        Words words = PLAIN.words(Language.EN, store.brand().tone());
        Scene scene = Scene.of(words, new Days(words, zone, clock.instant()), store.brand(), facts);
        return scene.isLate() ? ChoiceRule.of(tx, store.id()).offered(scene) : List.of();
    }

    /** The same for an order and its shipments that were read already. */
    public OrderFacts facts(OrderView order, List<ShipmentView> shipments) {
        return facts(order, shipments, Map.of());
    }

    /** Expectations by shipment; that of the order as a whole under {@link Forecasts#WHOLE_ORDER}. */
    private OrderFacts facts(OrderView order, List<ShipmentView> shipments, Map<Long, Expectation> expected) {
        var reading = new ParcelReading(order, tracking.carriers());
        List<Parcel> parcels = new ArrayList<>(reading.tracked(shipments).stream()
                .map(parcel -> parcel.expecting(expected.get(parcel.shipment())))
                .toList());
        parcels.addAll(reading.untracked());
        return new OrderFacts(
                order.number(),
                order.placedAt(),
                cancellation(order),
                recipient(order.shipTo()),
                place(order.shipTo()),
                reading.unsent(),
                parcels,
                promised(order.promised()),
                expected.get(Forecasts.WHOLE_ORDER));
    }

    private static @Nullable Cancellation cancellation(OrderView order) {
        return order.cancellation() == null
                ? null
                : new Cancellation(order.cancellation().at());
    }

    private static @Nullable Window promised(@Nullable PromisedWindow promised) {
        return promised == null ? null : new Window(promised.from(), promised.by());
    }

    /** "Anna K.": enough to know oneself, too little for a stranger. */
    public static @Nullable String recipient(@Nullable Address address) {
        if (address == null || address.name() == null || address.name().isBlank()) {
            return null;
        }
        String[] names = address.name().strip().split("\\s+");
        String last = names[names.length - 1];
        return names.length == 1 ? last : names[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }

    private static @Nullable String place(@Nullable Address address) {
        if (address == null) {
            return null;
        }
        String place = Stream.of(address.postcode(), ScanText.place(address.city()))
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return place.isEmpty() ? null : place;
    }

    static Item item(OrderView.Line line, int quantity) {
        String picture = line.imageUrl();
        boolean shown = picture != null && (picture.startsWith("https://") || picture.startsWith("/assets/"));
        return new Item(
                line.title(),
                line.variantTitle(),
                quantity,
                shown ? picture : null,
                line.unitPrice().times(quantity),
                line.id());
    }
}

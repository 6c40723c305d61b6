package io.postlude.journeys;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.deliveries.Deliveries;
import io.postlude.flows.ActForm;
import io.postlude.flows.Flows;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.loyalty.LoyaltyModule;
import io.postlude.loyalty.RewardEvent;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.MessagingEvent;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlook;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskCause;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.SegmentEvent;
import io.postlude.segments.SegmentsModule;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.Stores;
import io.postlude.stores.StoresModule;
import io.postlude.texts.Texts;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in Berlin with the real modules under it, on a Wednesday at ten; only the clock is ours. It stands in a year to
 * come: what an import takes is history up to the moment of the import, which is the machine's.
 */
final class JourneysWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2031-03-05T09:00:00Z");

    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.standingAt(START);
    final Ids ids = new Ids(3);
    final Customers customers;
    final Orders orders;
    final Promises promises;
    final Outlooks outlooks;
    final Tracking tracking;
    final Messages messages;
    final Deliveries deliveries;
    final Stores stores;
    final Texts texts;
    final SegmentsModule segments;
    final LoyaltyModule loyalty;
    final Flows flows;
    final Acts acts;
    /** What the act “note” was asked to do. */
    final List<String> noted = new ArrayList<>();
    /** What is open about orders, as another module would say it. */
    final Map<OrderId, List<String>> worries = new HashMap<>();

    final Map<CustomerId, List<Instant>> asked = new HashMap<>();
    final ReturnsModule returns;
    final JourneysModule module;
    final Journeys journeys;
    final StoreId store;
    final EventLog log;
    private final LogReaders readers;

    JourneysWorld() {
        log = new EventLog(
                ids,
                EventTypes.register(
                        database,
                        List.of(
                                StoreEvent.class,
                                CustomerEvent.class,
                                OrderEvent.class,
                                PromiseEvent.class,
                                TrackingEvent.class,
                                io.postlude.returns.ReturnEvent.class,
                                io.postlude.deliveries.DeliveryEvent.class,
                                JourneyEvent.class,
                                RewardEvent.class,
                                MessagingEvent.class,
                                SegmentEvent.class)));
        Secrets secrets = new Secrets(database);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock))
                .stores();
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        promises = new Promises(database, log, ids, clock);
        outlooks = new Outlooks(database, log, clock);
        tracking = new Tracking(new Tracking.Ground(
                database, log, ids, clock, promises, id -> stores.get(id).zone()));
        messages = new Messages(ids, clock);
        deliveries = new Deliveries(
                new Deliveries.Faces(stores, customers, orders, tracking, promises, outlooks), log, ids, clock);
        texts = new Texts(clock);
        acts = new Acts(Map.of("note", (tx, whom, with) -> noted.add(whom.run() + " " + with.get("text"))));
        segments = new SegmentsModule(
                new SegmentsModule.Ground(database, log, ids, clock),
                new SegmentsModule.Faces(stores, customers, orders));
        loyalty = new LoyaltyModule(
                new LoyaltyModule.Ground(log, ids, clock), new LoyaltyModule.Faces(stores, customers, orders));
        flows = new Flows(
                ids,
                clock,
                new Flows.Named(
                        Flows.MessageTexts.of(texts::forms, texts::ofOrders, texts::ofRewards),
                        (tx, id) -> List.of(
                                new ActForm("note", "note", List.of(ActForm.Field.text("text", "Text", 200))),
                                ActForm.award(loyalty.rewards().names(tx, id))),
                        segments.segments()::titles));
        returns = new ReturnsModule(
                new ReturnsModule.Ground(database, log, ids, clock),
                new ReturnsModule.Faces(stores, customers, orders, tracking, promises),
                ReturnsModule.Gateways.none());
        module = new JourneysModule(
                new JourneysModule.Ground(
                        database,
                        log,
                        ids,
                        secrets,
                        clock,
                        "https://post.example",
                        Optional.of(Mailbox.of("post@postlude.example"))),
                new JourneysModule.Faces(
                        stores,
                        customers,
                        orders,
                        outlooks,
                        tracking,
                        deliveries,
                        messages,
                        texts,
                        flows,
                        segments.segments(),
                        returns.news(),
                        loyalty.rewards()),
                new JourneysModule.Additions(
                        List.of((tx, id, all) -> worries),
                        acts,
                        List.of(new Counted("questions", (tx, id, all) -> asked))));
        journeys = module.journeys();
        readers = new LogReaders(
                database,
                log,
                Nodes.join(database),
                Stream.concat(
                                Stream.of(segments.reader(), returns.reader(), loyalty.reader()),
                                module.readers().stream())
                        .toList());
        store = stores.open(
                        StoreDetails.of("maren", "Maren", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")),
                        new Actor.Program("test"))
                .orThrow()
                .id();
        readers.drain();
    }

    Instant now() {
        return clock.instant();
    }

    void at(String time) {
        clock.move(Duration.between(now(), Instant.parse(time)));
    }

    /** Lets the log be read and what is due be taken up. */
    void settle() {
        readers.drain();
        segments.passAcrossStores();
        readers.drain();
        module.releaseAcrossStores();
    }

    void replay() {
        readers.replayFrom("journeys", Instant.EPOCH);
        readers.drain();
    }

    OrderId place(Sample sample) {
        return take(sample, Arrival.LIVE);
    }

    OrderId take(Sample sample, Arrival arrival) {
        database.runInStore(store, tx -> {
            var taken = orders.take(tx, store, arrival, List.of(sample.snapshot()));
            if (taken.getFirst().outcome() == io.postlude.orders.Taken.Outcome.REFUSED)
                throw new IllegalStateException(taken.toString());
        });
        return database.inStore(store, tx -> orders.byReference(tx, store, "api", sample.number()))
                .orElseThrow();
    }

    ShipmentId ship(OrderId order, String number) {
        return database.<ShipmentId>inStore(
                store,
                tx -> tracking.register(
                                tx,
                                store,
                                List.of(ShipmentRegistration.outbound(
                                        "ref-" + number, order, new ParcelNumber("dhl", number), now())))
                        .getFirst());
    }

    void scan(String number, String code) {
        scan(number, code, now());
    }

    void scan(String number, String code, Instant at) {
        var taken = tracking.take(List.of(new StoreScan(
                store,
                new ScanReport(
                        "api", "dhl", number, RawCode.of(code), ScanTime.exact(at), ScanPlace.UNKNOWN, null, null))));
        if (taken == null) throw new IllegalStateException();
    }

    /** A parcel that was promised for these days of Berlin. */
    ShipmentId ship(OrderId order, String number, LocalDate first, LocalDate last) {
        return database.<ShipmentId>inStore(
                store,
                tx -> tracking.register(
                                tx,
                                store,
                                List.of(ShipmentRegistration.outbound(
                                                "ref-" + number, order, new ParcelNumber("dhl", number), now())
                                        .with(PromisedWindow.days(first, last, ZoneId.of("Europe/Berlin")))))
                        .getFirst());
    }

    /** The forecast says so of all promises of an order. */
    void foresee(OrderId order, double chance, LocalDate likely) {
        database.runAcrossStores(tx -> outlooks.foresee(
                tx,
                promises.ofOrder(tx, store, order).stream()
                        .map(promise -> new Outlook(
                                store,
                                promise.id(),
                                chance,
                                new Outlook.Expected(likely.minusDays(1), likely, likely.plusDays(1)),
                                null,
                                RiskCause.SLOW_LANE,
                                now(),
                                false))
                        .toList()));
    }

    /** {@code KIND outcome[/rule]} of an order's touchpoints, in the order they were noticed. */
    List<String> told(OrderId order) {
        return touchpoints(order).stream()
                .map(t -> t.milestone() + " " + t.outcome() + (t.rule() == null ? "" : "/" + t.rule()))
                .toList();
    }

    List<Touchpoint> touchpoints(OrderId order) {
        return database.inStore(store, tx -> journeys.ofOrder(tx, store, order));
    }

    /** Kinds of the messages in the outbox, the oldest first. */
    List<String> outbox() {
        return letters().map(letter -> letter.sketch().kind()).toList();
    }

    /** The messages in the outbox, the oldest first. */
    Stream<Messages.Letter> letters() {
        return database
                .inStore(
                        store,
                        tx -> messages.newest(tx, store, null).reversed().stream()
                                .flatMap(sketch -> messages.letter(tx, store, sketch.id()).stream())
                                .toList())
                .stream();
    }

    Tally tally() {
        return database.inStore(
                store,
                tx -> journeys.tally(tx, store, START.minus(Duration.ofDays(400)), START.plus(Duration.ofDays(400))));
    }

    CustomerId customer(String email) {
        return database.inStore(store, tx -> customers.byEmail(tx, store, email))
                .orElseThrow();
    }

    void unsubscribe(String email) {
        CustomerId who = customer(email);
        database.runInStore(
                store,
                tx -> customers.record(
                        tx,
                        store,
                        who,
                        new Consent(Channel.EMAIL, Purpose.SERVICE, false, now(), "portal", "one click", null)));
    }

    @Override
    public void close() {
        test.close();
    }

    /** An order to test with; each method changes one thing. */
    record Sample(
            String number,
            Instant placedAt,
            @Nullable String email,
            int quantity,
            String country,
            @Nullable String zone,
            List<String> tags,
            String channel,
            OrderSnapshot.@Nullable Cancellation cancellation) {

        static Sample order(String number, Instant placedAt) {
            return new Sample(number, placedAt, "anna@example.org", 1, "DE", null, List.of(), "web", null);
        }

        Sample email(@Nullable String other) {
            return new Sample(number, placedAt, other, quantity, country, zone, tags, channel, cancellation);
        }

        Sample pieces(int number) {
            return new Sample(this.number, placedAt, email, number, country, zone, tags, channel, cancellation);
        }

        Sample to(String otherCountry) {
            return new Sample(number, placedAt, email, quantity, otherCountry, zone, tags, channel, cancellation);
        }

        Sample livingIn(String otherZone) {
            return new Sample(number, placedAt, email, quantity, country, otherZone, tags, channel, cancellation);
        }

        Sample tagged(String tag) {
            return new Sample(number, placedAt, email, quantity, country, zone, List.of(tag), channel, cancellation);
        }

        Sample through(String other) {
            return new Sample(number, placedAt, email, quantity, country, zone, tags, other, cancellation);
        }

        Sample cancelled(Instant at) {
            return new Sample(
                    number,
                    placedAt,
                    email,
                    quantity,
                    country,
                    zone,
                    tags,
                    channel,
                    new OrderSnapshot.Cancellation(at, "customer"));
        }

        OrderSnapshot snapshot() {
            return SampleOrder.snapshot(this);
        }
    }
}

package io.postlude.segments;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Database;
import io.postlude.kernel.Event;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Logged;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.kernel.Tx;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import io.postlude.orders.RefundSnapshot;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.returns.LessonEvent;
import io.postlude.returns.Method;
import io.postlude.returns.PieceId;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnId;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.Stores;
import io.postlude.stores.StoresModule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store in Berlin with people who buy; only the clock is ours. Each world is a store of its own in a database they share. */
final class SegmentsWorld {
    static final Instant START = Instant.parse("2031-03-05T09:00:00Z");

    private static final AtomicInteger WORLDS = new AtomicInteger();

    final Database database;
    final MovableClock clock = MovableClock.standingAt(START);
    final Ids ids = new Ids(5);
    final EventLog log;
    final Customers customers;
    final Orders orders;
    final Stores stores;
    final SegmentsModule module;
    final Segments segments;
    final Privacy privacy;
    final StoreId store;
    /** What was published, as {@code joined repeat anna}. */
    final List<String> news = new ArrayList<>();

    private final LogReaders readers;

    SegmentsWorld(TestDatabase test) {
        database = test.database();
        log = new EventLog(
                ids,
                EventTypes.register(
                        database,
                        List.of(
                                StoreEvent.class,
                                CustomerEvent.class,
                                OrderEvent.class,
                                PromiseEvent.class,
                                LessonEvent.class,
                                ReturnEvent.class,
                                SegmentEvent.class)));
        Secrets secrets = new Secrets(database);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock))
                .stores();
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        module = new SegmentsModule(
                new SegmentsModule.Ground(database, log, ids, clock),
                new SegmentsModule.Faces(stores, customers, orders));
        segments = module.segments();
        privacy = new Privacy(new Privacy.Ground(log, secrets, clock), customers, List.of(module.personalData()));
        readers = new LogReaders(database, log, Nodes.join(database), List.of(module.reader(), new Ear()));
        store = stores.open(
                        StoreDetails.of(
                                "maren-" + WORLDS.incrementAndGet(),
                                "Maren",
                                new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")),
                        new Actor.Program("test"))
                .orThrow()
                .id();
        settle();
    }

    /** Hears who joined and left. */
    private final class Ear implements LogReader {
        @Override
        public String name() {
            return "ear";
        }

        @Override
        public Set<Class<? extends Event>> wants() {
            return Set.of(SegmentEvent.class);
        }

        @Override
        public void take(Tx tx, List<Logged> events) {
            for (Logged logged : events)
                if (logged.event() instanceof SegmentEvent one && one.store().equals(store))
                    news.add((one instanceof SegmentEvent.SegmentJoined ? "joined " : "left ") + one.name() + " "
                            + tx.first(
                                            "select given_name from customers.customer where store_id = ? and id = ?",
                                            row -> row.getString(1),
                                            one.store(),
                                            one.customer())
                                    .orElse("nobody"));
        }
    }

    Instant now() {
        return clock.instant();
    }

    void days(double days) {
        clock.move(Duration.ofMinutes(Math.round(days * 24 * 60)));
        settle();
    }

    /** Lets the log be read and what is due be looked at. */
    void settle() {
        readers.drain();
        module.passAcrossStores();
        readers.drain();
    }

    void replay() {
        readers.replayFrom("segments", Instant.EPOCH);
        readers.drain();
    }

    SegmentId segment(String key, String condition) {
        Segments.Saved saved = database.inStore(
                store, tx -> segments.add(tx, store, new Segments.Wish(key, key, "", condition, 0, "Jonas")));
        settle();
        return saved instanceof Segments.Kept(SegmentId id) ? id : fail(saved);
    }

    private static SegmentId fail(Segments.Saved saved) {
        throw new IllegalStateException(saved.toString());
    }

    /** Given names of its members, sorted. */
    List<String> in(SegmentId id) {
        return database.inStore(
                store,
                tx -> segments.members(tx, store, id, new Segments.Part(null, 1_000)).rows().stream()
                        .map(member -> customers
                                .customer(tx, store, member.customer())
                                .orElseThrow()
                                .givenName())
                        .sorted()
                        .toList());
    }

    CustomerId person(String name, @Nullable String birthday, String... tags) {
        CustomerId id = database.inStore(
                        store,
                        tx -> customers.resolve(tx, store, List.of(details(name, birthday, List.of(tags), now()))))
                .getFirst()
                .customer();
        settle();
        return java.util.Objects.requireNonNull(id);
    }

    private static CustomerDetails details(String name, @Nullable String birthday, List<String> tags, Instant asOf) {
        return new CustomerDetails(
                "api",
                null,
                name + "@example.org",
                null,
                name,
                "Kessler",
                "de-DE",
                null,
                "DE",
                birthday,
                tags,
                List.of(),
                asOf);
    }

    OrderId buys(String name, String number) {
        return take(order(name, number, now(), 1), Arrival.LIVE);
    }

    OrderId take(OrderSnapshot snapshot, Arrival arrival) {
        database.runInStore(store, tx -> {
            var taken = orders.take(tx, store, arrival, List.of(snapshot));
            if (taken.getFirst().outcome() == io.postlude.orders.Taken.Outcome.REFUSED)
                throw new IllegalStateException(taken.toString());
        });
        settle();
        return database.inStore(store, tx -> orders.byReference(tx, store, "api", snapshot.reference()))
                .orElseThrow();
    }

    void cancel(String name, String number, Instant placedAt) {
        OrderSnapshot was = order(name, number, placedAt, 1);
        take(
                new OrderSnapshot(
                        was.source(),
                        was.reference(),
                        was.number(),
                        was.placedAt(),
                        now(),
                        was.customer(),
                        was.lines(),
                        was.totals(),
                        null,
                        null,
                        null,
                        new OrderSnapshot.Cancellation(now(), "customer"),
                        List.of(),
                        List.of(),
                        was.context(),
                        true),
                Arrival.LIVE);
    }

    static OrderSnapshot order(String name, String number, Instant placedAt, int pieces) {
        Money none = Money.of(0, "EUR");
        Money total = Money.of(4900L * pieces, "EUR");
        return new OrderSnapshot(
                "api",
                number,
                "#" + number,
                placedAt,
                placedAt,
                details(name, null, List.of(), placedAt),
                List.of(new OrderSnapshot.Line(
                        "l1",
                        OrderSnapshot.ProductRef.NONE,
                        "Linen shirt",
                        null,
                        pieces,
                        Money.of(4900, "EUR"),
                        none,
                        none,
                        true)),
                new OrderSnapshot.Totals(total, none, none, none, total, true, List.of(), null),
                null,
                null,
                null,
                null,
                List.of(),
                List.<RefundSnapshot>of(),
                OrderSnapshot.Context.NONE,
                true);
    }

    void happened(Event... events) {
        database.runAcrossStores(tx -> log.append(tx, Stream.of(events).toList()));
        settle();
    }

    /** Announces that so many pieces of an order come back. */
    List<PieceId> returns(OrderId order, int pieces) {
        List<PieceId> back =
                Stream.generate(() -> new PieceId(ids.next())).limit(pieces).toList();
        happened(new ReturnEvent.ReturnRequested(
                store, new ReturnId(ids.next()), order, null, back, Method.values()[0], false, now()));
        return back;
    }

    void isLate(OrderId order) {
        happened(new PromiseEvent.PromiseBroken(
                store, new PromiseId(ids.next()), order, PromiseKind.DELIVERY, now(), false));
    }
}

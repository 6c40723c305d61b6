package io.postlude.twin;

import io.postlude.claims.Claims;
import io.postlude.deliveries.Deliveries;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Database;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StartRefused;
import io.postlude.kernel.StoreId;
import io.postlude.loyalty.Pools;
import io.postlude.messaging.Messages;
import io.postlude.orders.Orders;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.Segments;
import io.postlude.stores.StoresModule;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The simulated stores of a demo: two worlds whose happenings come in by the front door. It wakes with {@link #begin}, lives
 * beside the clock, and is what {@code /dev/clock} turns: time, storms, strikes, a rush.
 */
public final class Twin implements AutoCloseable {
    static final long SEED = 20_260_301;
    /** So long its stores have been open when a demo begins. */
    public static final Duration PAST = Duration.ofDays(90);

    /** The last seventh of it is lived with the product at work: messages went out, forecasts were held against what came. */
    private static final int LIVED_PART = 7;

    private static final Duration LIVED_STEP = Duration.ofHours(8);
    private static final Duration FIRST_RUSH = Duration.ofMinutes(30);

    private final Parts parts;
    private final FirstRewards rewards;
    private final List<StoreTwin> stores = new ArrayList<>();
    /** Guarded by {@code early}: presses of the clock before there was life, which they wait for. */
    private Optional<TwinLife> life = Optional.empty();

    private final Object early = new Object();
    private Duration earlyMoves = Duration.ZERO;
    private Optional<HttpDoor> door = Optional.empty();
    private Optional<Homeward> homeward = Optional.empty();

    /**
     * What the twin stands on.
     *
     * @param learning has the forecasts learn from what has arrived so far
     * @param settled returns once all that came in was worked and all readers have read
     * @param sweeps what recurring work does as time goes by; run after each step, as time here may go by fast
     */
    public record Parts(
            Database database,
            Secrets secrets,
            MovableClock clock,
            StoresModule stores,
            Deliveries deliveries,
            Messages messages,
            Journeys journeys,
            Segments segments,
            Orders orders,
            Claims claims,
            ReturnsModule returns,
            Pools rewards,
            Runnable learning,
            Runnable settled,
            List<Runnable> sweeps) {}

    public Twin(Parts parts) {
        this.parts = parts;
        this.rewards = new FirstRewards(parts.database, parts.orders, parts.rewards);
    }

    /**
     * Opens the stores at the first start, with their past; later goes on where it stopped. A demo whose time was moved
     * ahead stays ahead: time never runs back. Returns when there is something to look at.
     */
    public synchronized void begin(URI server, Duration past) {
        refuseRealStores();
        DemoStore demo = new DemoStore(
                new DemoStore.Faces(parts.database, parts.secrets, parts.stores, parts.deliveries, parts.segments));
        Instant now = parts.clock.instant().truncatedTo(ChronoUnit.MINUTES);
        boolean fresh = demo.open(new DemoStore.Beginning(SEED, now.minus(past), now));
        HttpDoor http = new HttpDoor(server);
        door = Optional.of(http);
        for (Shop shop : Shop.BOTH) stores.add(wake(demo, shop));
        catchUpWith(stores.stream()
                .map(StoreTwin::livedUntil)
                .max(Instant::compareTo)
                .orElse(now));
        if (fresh) relive(http, past.dividedBy(LIVED_PART));
        step(http);
        Homeward back = new Homeward(http, demo.program(demo.idOf(Shop.BOTH.getFirst())), new Dice(SEED));
        back.begin(parts.clock.instant());
        if (fresh) first(stores.getFirst());
        homeward = Optional.of(back);
        rush();
        if (fresh) madeInAdmin(http, demo);
        if (fresh) learnSizes(http, demo);
        TwinLife beside = new TwinLife(this, parts.clock);
        beside.start();
        synchronized (early) {
            life = Optional.of(beside);
            if (earlyMoves.isPositive()) beside.move(earlyMoves);
            earlyMoves = Duration.ZERO;
        }
    }

    /** Claims and returns for which the API has no word. */
    private void first(StoreTwin twin) {
        new FirstClaims(parts.database, parts.orders, parts.claims).make(twin.store());
        String often = Shopper.emailOf(twin.shop(), OftenBack.SHOPPER);
        new FirstReturns(new FirstReturns.Faces(parts.database, parts.orders, parts.returns)).make(twin.store(), often);
    }

    private void madeInAdmin(HttpDoor http, DemoStore demo) {
        StoreId store = stores.getFirst().store();
        demo.admin(store, new ShopifyAdmin.Faces(parts.database, parts.orders, parts.returns.returns()))
                .ifPresent(admin -> admin.make(store, parts.clock.instant(), http));
    }

    /** What returns teach stands there from the first look on. */
    private void learnSizes(HttpDoor http, DemoStore demo) {
        StoreId store = stores.getFirst().store();
        new FirstSizes(http, demo.program(store)).make(parts.clock.instant());
        parts.settled.run();
        parts.database.runInStore(store, tx -> parts.returns.learn(tx, store));
    }

    /** A demo on the database of real stores would live among their orders. */
    private void refuseRealStores() {
        List<String> demo = Shop.BOTH.stream().map(Shop::slug).toList();
        if (parts.stores.stores().allAcrossStores().stream().anyMatch(store -> !demo.contains(store.slug())))
            throw new StartRefused("This database holds other stores. A demo wants a database of its own.");
    }

    private StoreTwin wake(DemoStore demo, Shop shop) {
        StoreId store = demo.idOf(shop);
        TwinSql.WorldRow row =
                parts.database.inStore(store, tx -> TwinSql.world(tx, store)).orElseThrow();
        return new StoreTwin(
                new StoreTwin.Stand(
                        parts.database,
                        store,
                        shop,
                        new MailsHeard(parts.database, parts.messages, store),
                        parts.settled),
                row,
                demo.voices(store, shop, row));
    }

    private void catchUpWith(Instant livedUntil) {
        Duration behind = Duration.between(parts.clock.instant(), livedUntil);
        if (behind.isPositive()) parts.clock.move(behind);
    }

    /** Lives to the present and waits until the product has taken it in. */
    synchronized void step() {
        door.ifPresent(this::step);
    }

    /** What lies longer back is told at once, and learned from; the last days then pass again, as fast as they can be worked. */
    private void relive(Door into, Duration last) {
        long steps = last.dividedBy(LIVED_STEP);
        parts.clock.move(LIVED_STEP.multipliedBy(-steps));
        step(into);
        parts.learning.run();
        rewards.fill(stores.getFirst().store(), new Dice(SEED));
        new FirstJourneys(parts.database, parts.journeys)
                .start(stores.getFirst().store());
        for (long i = 0; i < steps; i++) {
            parts.clock.move(LIVED_STEP);
            step(into);
        }
    }

    private void step(Door into) {
        Instant now = parts.clock.instant();
        for (StoreTwin store : stores) store.liveUntil(now, into);
        parts.settled.run();
        parts.sweeps.forEach(Runnable::run);
        rewards.use(stores.getFirst().store(), now);
        homeward.ifPresent(back -> back.goOn(now));
    }

    /** Lives to the present. */
    synchronized void live() {
        Instant now = parts.clock.instant();
        door.ifPresent(into -> stores.forEach(store -> store.liveUntil(now, into)));
    }

    /** Has time pass, step by step, so that everything falls due in its order; returns at once, {@link #ahead} says how far it is. */
    void move(Duration by) {
        synchronized (early) {
            if (life.isPresent()) life.get().move(by);
            else earlyMoves = earlyMoves.plus(by);
        }
    }

    /** How much time is still to pass. */
    Duration ahead() {
        synchronized (early) {
            return life.map(TwinLife::toGo).orElse(earlyMoves);
        }
    }

    /** A lane of a store, with what troubles it now. */
    record LaneView(Shop shop, TransitLane lane, Optional<Trouble> trouble) {}

    synchronized List<LaneView> lanes() {
        Instant now = parts.clock.instant();
        List<LaneView> views = new ArrayList<>();
        for (StoreTwin store : stores)
            for (TransitLane lane : store.shop().lanes())
                views.add(new LaneView(store.shop(), lane, current(store, lane.key(), now)));
        return views;
    }

    /** Whether many come just now. */
    synchronized boolean rushing() {
        Instant now = parts.clock.instant();
        return stores.stream()
                .anyMatch(store -> current(store, Trouble.STORE, now).isPresent());
    }

    private static Optional<Trouble> current(StoreTwin store, String lane, Instant now) {
        return store.letLoose().stream()
                .filter(trouble -> trouble.lane().equals(lane) && trouble.at(now))
                .findFirst();
    }

    /** Lets a storm or a strike loose on one lane of one store, from now on; false where there is no such lane, or one rages. */
    synchronized boolean letLoose(String slug, String lane, Trouble.Kind kind, Duration lasts) {
        Instant now = parts.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (StoreTwin store : stores) {
            boolean its = lane.equals(Trouble.STORE)
                    || store.shop().lanes().stream().anyMatch(one -> one.key().equals(lane));
            if (!store.shop().slug().equals(slug)
                    || !its
                    || current(store, lane, now).isPresent()) continue;
            long id = store.letLoose().stream().mapToLong(Trouble::id).max().orElse(0) + 1;
            live();
            store.put(new Trouble(id, kind, lane, now, now.plus(lasts)));
            return true;
        }
        return false;
    }

    /** Ends what troubles a lane now; false where nothing does. */
    synchronized boolean end(String slug, String lane) {
        Instant now = parts.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (StoreTwin store : stores) {
            Optional<Trouble> trouble = current(store, lane, now);
            if (!store.shop().slug().equals(slug) || trouble.isEmpty()) continue;
            live();
            store.put(trouble.get().endedAt(now));
            return true;
        }
        return false;
    }

    /** Each start begins with a rush, so that one sees orders come in. */
    private void rush() {
        for (Shop shop : Shop.BOTH) {
            boolean _ = letLoose(shop.slug(), Trouble.STORE, Trouble.Kind.RUSH, FIRST_RUSH);
        }
    }

    @Override
    public void close() {
        Optional<TwinLife> living;
        synchronized (early) {
            living = life;
        }
        living.ifPresent(TwinLife::close);
        door.ifPresent(HttpDoor::close);
    }
}

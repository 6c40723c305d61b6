package io.postlude.tracking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.Promises;
import io.postlude.tracking.Registrar.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where each parcel is. Shipments are registered, scans are taken, and both may come late, twice and in any order; what
 * changed is told by {@link TrackingEvent}s in the log.
 */
public final class Tracking {

    private static final Duration ZONE_REMEMBERED = Duration.ofMinutes(1);
    private static final Duration ADOPT_PAUSE = Duration.ofSeconds(5);
    private static final Duration STALL_PAUSE = Duration.ofMinutes(1);
    private static final Duration PACE_PAUSE = Duration.ofHours(24);
    private static final Duration FOLD_PAUSE = Duration.ofSeconds(20);
    private static final Duration EXPIRE_PAUSE = Duration.ofHours(6);

    private final Registrar registrar;
    private final ScanIntake intake;
    private final StallWatch stalls;
    private final LanePaces paces;
    private final MappingLedger mappings;
    private final Promises promises;
    private final Carriers carriers;
    private final Database database;
    private final Estimates said;

    /** What tracking stands on. {@code zones} gives the zone a store reads zoneless carrier times in. */
    public record Ground(
            Database database,
            EventLog log,
            Ids ids,
            InstantSource clock,
            Promises promises,
            Function<StoreId, ZoneId> zones) {}

    public Tracking(Ground ground) {
        StatusMapping shipped = new StatusMapping();
        this.carriers = new Carriers();
        this.promises = ground.promises();
        this.database = ground.database();
        this.said = new Estimates(ground.log(), ground.clock());
        ChangeWriter writer = new ChangeWriter(ground.log(), ground.promises());
        LoadingCache<StoreId, ZoneId> zones =
                Caffeine.newBuilder().expireAfterWrite(ZONE_REMEMBERED).build(ground.zones()::apply);
        Lane.Scans scans = new Lane.Scans(shipped, writer, zones::get, ground.clock());
        this.registrar = new Registrar(ground.ids(), ground.log(), ground.promises(), carriers, scans);
        this.intake = new ScanIntake(ground.database(), scans);
        this.stalls = new StallWatch(ground);
        this.paces = new LanePaces(ground.database(), ground.clock());
        this.mappings = new MappingLedger(ground, writer);
    }

    /** Lets the recurring work of this module run: silence, lane paces, scans that waited for their shipment. */
    public void schedule(Jobs jobs) {
        jobs.every(ADOPT_PAUSE, "tracking-waiting-scans", intake::adoptWaitingAcrossStores);
        jobs.every(EXPIRE_PAUSE, "tracking-waiting-expiry", intake::expireWaitingAcrossStores);
        jobs.every(STALL_PAUSE, "tracking-stalls", stalls::lookAcrossStores);
        jobs.every(PACE_PAUSE, "tracking-lane-paces", paces::measureAcrossStores);
        jobs.every(FOLD_PAUSE, "tracking-counts", () -> database.runAcrossStores(ParcelCounts::foldAcrossStores));
    }

    /**
     * Registers parcels in the caller's transaction; the ids come back in the same order. A reference, or a number of the
     * same carrier, that is known already means the shipment there is: what it lacked is added. Scans that came before are
     * applied at once.
     */
    public List<ShipmentId> register(Tx tx, StoreId store, List<ShipmentRegistration> registrations) {
        return registrations.isEmpty()
                ? List.of()
                : register(tx, store, registrations, List.of()).shipments();
    }

    /**
     * As {@link #register(Tx, StoreId, List)}, with scans that are known already. Those of many new parcels are taken at
     * once; the others are handed back for {@link #take}, after the commit.
     */
    public Registered register(Tx tx, StoreId store, List<ShipmentRegistration> registrations, List<StoreScan> scans) {
        if (registrations.isEmpty()) {
            return new Registered(List.of(), 0, scans);
        }
        Registrar.Registered done = registrar.register(tx, store, registrations, scans);
        intake.adopt(tx, store, done.entries());
        return new Registered(done.entries().stream().map(Entry::id).toList(), done.scans(), done.left());
    }

    /** The parcels in the order asked, how many scans were taken with them, and the scans that are left. */
    public record Registered(List<ShipmentId> shipments, int scans, List<StoreScan> left) {}

    /** Parcels, by reference, that were taken back before they travelled: what they were to keep is their order's again. */
    public void withdraw(Tx tx, StoreId store, Collection<String> references) {
        promises.deliveries().handBack(tx, store, RegistrarSql.promisesOf(tx, store, references));
    }

    /**
     * Adds a number to a parcel: the second leg, at the carrier of the last mile. Scans that came before are applied.
     *
     * @return the parcel with its number; empty where the store has no such parcel, and nothing was done
     */
    public Optional<ShipmentView> addNumber(Tx tx, StoreId store, ShipmentId shipment, ParcelNumber number) {
        return ShipmentViews.find(tx, store, shipment)
                .map(view ->
                        register(tx, store, List.of(view.alsoUnder(number))).getFirst())
                .flatMap(known -> ShipmentViews.find(tx, store, known));
    }

    /**
     * Takes scans, many or one, in their own transactions. Each has its effect once, whatever is repeated; those of unknown
     * numbers are kept until somebody registers the number.
     */
    public Taken take(List<StoreScan> scans) {
        return intake.take(scans);
    }

    /**
     * Takes what carriers themselves say about the day of delivery. Of two words on a number the later said counts, in
     * whatever order they come; a number may be spoken of before it is registered.
     */
    public void expect(StoreId store, Collection<EstimateReport> estimates) {
        if (!estimates.isEmpty()) {
            database.runInStore(store, tx -> expect(tx, store, estimates));
        }
    }

    /** The same in the caller's transaction. */
    public void expect(Tx tx, StoreId store, Collection<EstimateReport> estimates) {
        said.take(tx, store, estimates);
    }

    /** A shipment with its numbers, items, problems and scans, the newest first. */
    public Optional<ShipmentView> shipment(Tx tx, StoreId store, ShipmentId id) {
        return ShipmentViews.find(tx, store, id);
    }

    /** The shipment travelling under this number, the latest where there are several. */
    public Optional<ShipmentView> byNumber(Tx tx, StoreId store, String number) {
        return ShipmentViews.byNumber(tx, store, Text.compactNumber(number));
    }

    /** All parcels of the store, the newest first, without their scans. @throws Refusal where the cursor is none of ours */
    public Page<ShipmentView> list(Tx tx, StoreId store, @Nullable String cursor, int limit) {
        return ShipmentViews.page(tx, store, cursor == null ? null : Page.Cursor.parse(cursor), limit);
    }

    /** All parcels of an order, both ways, in the order they were registered. */
    public List<ShipmentView> ofOrder(Tx tx, StoreId store, OrderId order) {
        return ShipmentViews.ofOrder(tx, store, order);
    }

    /** The same for many orders with as few statements as for one; those without a parcel are left out. */
    public Map<OrderId, List<ShipmentView>> ofOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        return ShipmentViews.ofOrders(tx, store, orders);
    }

    /** The status of an order: that of its worst open parcel. Empty before any parcel is known. */
    public Optional<StatusDetail> orderStatus(Tx tx, StoreId store, OrderId order) {
        return ShipmentViews.orderStatus(tx, store, order);
    }

    /** The same for many orders; those without a known parcel are left out. */
    public Map<OrderId, StatusDetail> orderStatuses(Tx tx, StoreId store, Collection<OrderId> orders) {
        return ShipmentViews.orderStatuses(tx, store, orders);
    }

    /** How many parcels on their way to customers stand where; those at an end are not counted. */
    public Map<StatusDetail, Long> underWay(Tx tx, StoreId store) {
        return ParcelCounts.underWay(tx, store);
    }

    /**
     * How many parcels to customers became known in each week (its Monday, in the zone given); empty weeks are left out. Of the
     * span the quarters of an hour it begins and ends in count whole.
     */
    public Map<LocalDate, Long> registeredByWeek(Tx tx, StoreId store, Promises.Span span) {
        return ParcelCounts.registeredByWeek(tx, store, span);
    }

    /** How many parcels to customers arrived since a time, and of how many orders. It reads every parcel of the store. */
    public Arrived arrived(Tx tx, StoreId store, Instant since) {
        return ShipmentViews.arrived(tx, store, since);
    }

    /** {@code orders} are those that at least one of the parcels belongs to. */
    public record Arrived(long parcels, long orders) {}

    /** Which carrier brought the parcels of these orders; orders that several brought are left out. */
    public Map<OrderId, String> carriersOf(Tx tx, StoreId store, Collection<OrderId> orders) {
        return CarrierUse.of(tx, store, orders);
    }

    /** How many parcels each carrier scanned for the first time between these moments, the end not included. */
    public Map<String, Long> carried(Tx tx, StoreId store, Instant from, Instant until) {
        return CarrierUse.carried(tx, store, from, until);
    }

    /** How many shipments have an open problem. */
    public long troubledCount(Tx tx, StoreId store) {
        return ShipmentViews.troubled(tx, store);
    }

    /** Shipments with open problems, the latest trouble first. */
    public TroubledPage troubled(Tx tx, StoreId store, TroubledQuery query) {
        return TroubledSql.page(tx, store, query);
    }

    /** Raw codes the vocabularies do not know, and what the store decided about them. */
    public MappingLedger mappings() {
        return mappings;
    }

    /** The carriers a tracking number may belong to. */
    public Carriers carriers() {
        return carriers;
    }

    /** Blots out what carriers told about people, for these orders: names of signers and free text. */
    public void forgetPersonalData(Tx tx, StoreId store, Collection<OrderId> orders) {
        ShipmentViews.forgetPersonalData(tx, store, orders);
    }

    /** Looks for parcels that have gone silent; the recurring job does the same. */
    public void lookForStallsAcrossStores() {
        stalls.lookAcrossStores();
    }

    /** Learns from the stores' own parcels how long silence is ordinary on each lane; the recurring job does the same. */
    public void measurePacesAcrossStores() {
        paces.measureAcrossStores();
    }
}

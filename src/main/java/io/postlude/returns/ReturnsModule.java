package io.postlude.returns;

import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.stores.Stores;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Wires the returns. */
public final class ReturnsModule {
    private static final Duration PAYOUT_PAUSE = Duration.ofSeconds(2);

    private static final Duration SHELF_PAUSE = Duration.ofMinutes(1);

    /** What returns say follows what was asked for within this time. */
    private static final Duration AGAIN_AFTER = Duration.ofHours(6);

    public static final int LOT_LIMIT_CHARS = 100;

    private final Ground ground;
    private final Returns returns;
    private final RequestGate gate;
    private final PayoutWork work;
    private final ChargeWork charges;
    private final LabelWork labels;
    private final PickupWork pickups;
    private final ReturnScans scans;
    private final Withdrawals withdrawals;
    private final ReturnRecords records;
    private final Strays strays;
    private final Replay replay;
    private final ReturnNews news;
    private final RisingReasons rising;
    private final ReturnInsights insights = new ReturnInsights();
    private final ReasonCounts reasons;
    private final ReturnCosts costs = new ReturnCosts();
    private final PackingSlips slips;
    private final ShopReturns shopReturns;
    private final Credits credits;

    /** What the kernel gives. */
    public record Ground(Database database, EventLog log, Ids ids, InstantSource clock) {}

    /** The modules it asks. */
    public record Faces(Stores stores, Customers customers, Orders orders, Tracking tracking, Promises promises) {}

    /**
     * The outside.
     *
     * @param refunds give what is owed, the first that fits; what none of them gives is given by hand, credit is held here
     * @param postage sell labels, the first that fits; else they are drawn here
     * @param payments take what customers pay on top, the first that fits; else the store takes it its own way
     */
    public record Gateways(
            List<Refunds> refunds, List<Payments> payments, List<Postage> postage, ReturnAddress address) {
        public Gateways {
            refunds = List.copyOf(refunds);
            payments = List.copyOf(payments);
            postage = List.copyOf(postage);
        }

        /** With one that is asked last. */
        Gateways and(Refunds last) {
            return new Gateways(Stream.concat(refunds.stream(), Stream.of(last)).toList(), payments, postage, address);
        }

        /** Everything outside is given and taken by hand. */
        public static Gateways none() {
            return new Gateways(List.of(), List.of(), List.of(), (store, order, returned) -> "");
        }
    }

    public ReturnsModule(Ground ground, Faces faces, Gateways outside) {
        this.ground = ground;
        this.credits = new Credits(faces.customers(), ground.ids(), ground.clock());
        Gateways gateways = outside.and(new HeldCredit(ground.database(), credits));
        this.returns = new Returns(
                new Returns.Ground(ground.log(), ground.ids(), ground.clock()),
                new Situations.Faces(faces.stores(), faces.customers(), faces.orders(), faces.tracking()),
                faces.promises(),
                gateways);
        this.gate = new RequestGate(ground.database(), returns.requests);
        this.work = new PayoutWork(
                new PayoutWork.Parts(ground.database(), ground.clock(), returns, faces.orders(), gateways.refunds()));
        this.charges = new ChargeWork(new ChargeWork.Parts(
                ground.database(), ground.clock(), returns, faces.orders(), gateways.payments(), gateways.address()));
        var selling = new LabelWork.Parts(
                ground.database(), ground.clock(), returns, faces.stores(), faces.orders(), gateways.postage());
        this.labels = new LabelWork(selling);
        this.pickups = new PickupWork(selling);
        this.records = new ReturnRecords(returns.policies());
        this.rising =
                new RisingReasons(new Returns.Ground(ground.log(), ground.ids(), ground.clock()), subjects(faces));
        this.reasons = new ReasonCounts(subjects(faces));
        this.strays = new Strays(ground.ids(), ground.clock());
        this.replay = new Replay(returns.policies());
        this.slips = new PackingSlips(faces.stores(), faces.orders(), returns.policies());
        this.shopReturns = new ShopReturns(ground.log(), ground.ids(), faces.customers(), faces.orders());
        this.news = new ReturnNews(faces.promises(), shopReturns);
        this.scans = new ReturnScans(returns);
        this.withdrawals = new Withdrawals(
                new Withdrawals.Parts(ground.log(), ground.ids(), ground.clock(), faces.stores(), faces.tracking()));
    }

    public Returns returns() {
        return returns;
    }

    /** Where requests of many customers come in at once. */
    public RequestGate gate() {
        return gate;
    }

    /** Those that were made in the shop. */
    public ShopReturns shopReturns() {
        return shopReturns;
    }

    /** Store credit that is held here. */
    public Credits credits() {
        return credits;
    }

    /** What goes into parcels with what was ordered. */
    public PackingSlips slips() {
        return slips;
    }

    /** What was written down of them. */
    public ReturnRecords records() {
        return records;
    }

    /** Parcels that arrived without a return. */
    public Strays strays() {
        return strays;
    }

    /** Policies asked again about the past. */
    public Replay replay() {
        return replay;
    }

    /** Whose returns are worth a person's look, and whom that hits. */
    public Fairness fairness() {
        return returns.learnt().fairness();
    }

    private static Subjects subjects(Faces faces) {
        return new Subjects(faces.orders(), faces.tracking());
    }

    /** Why things come back, by product, variant, lot, description and carrier. */
    public ReasonCounts reasons() {
        return reasons;
    }

    /** What they cost, what stays and what comes back. */
    public ReturnCosts costs() {
        return costs;
    }

    /** Writes down which batch a piece is of, as read off it; empty: it is not known. */
    public void lot(Tx tx, StoreId store, PieceId piece, String lot) {
        tx.execute(
                "update returns.piece set lot = nullif(?, '') where store_id = ? and id = ?",
                lot.length() > LOT_LIMIT_CHARS ? lot.substring(0, LOT_LIMIT_CHARS) : lot,
                store,
                piece);
    }

    public ReturnInsights insights() {
        return insights;
    }

    /** What there is to tell of them. */
    public ReturnNews news() {
        return news;
    }

    /** Withdrawals under the law, apart from returns. */
    public Withdrawals withdrawals() {
        return withdrawals;
    }

    /** Hears of parcels on their way back. */
    public LogReader reader() {
        return scans;
    }

    /** Lets what is owed be given, with the other recurring work. */
    public void schedule(Jobs jobs) {
        jobs.every(PAYOUT_PAUSE, "returns-payouts", work::giveDueAcrossStores);
        jobs.every(PAYOUT_PAUSE, "returns-charges", charges::workDueAcrossStores);
        jobs.every(PAYOUT_PAUSE, "returns-labels", labels::workDueAcrossStores);
        jobs.every(PAYOUT_PAUSE, "returns-pickups", pickups::workDueAcrossStores);
        jobs.every(SHELF_PAUSE, "returns-reservations", this::letGoAcrossStores);
        jobs.every(SHELF_PAUSE, "returns-weighing", this::weighAcrossStores);
        jobs.every(SHELF_PAUSE, "returns-overdue", this::lookForOverdueAcrossStores);
    }

    /** Gives back what was kept for exchanges for long enough; the recurring job does the same. */
    public void letGoAcrossStores() {
        returns.shelf.letGoAcrossStores(ground.database(), ground.clock().instant());
    }

    /** Tells people of what was paid for in trust and did not come; the recurring job does the same. */
    public void lookForOverdueAcrossStores() {
        returns.trust.lookAcrossStores(
                ground.database(), returns, ground.clock().instant());
    }

    /** Weighs the stores where something was sent back since the last time; the recurring job does the same. */
    public void weighAcrossStores() {
        Instant now = ground.clock().instant();
        List<StoreId> due =
                ground.database().acrossStores(tx -> ConductSql.dueAcrossStores(tx, now.minus(AGAIN_AFTER)));
        for (StoreId store : due) ground.database().runInStore(store, tx -> learn(tx, store));
    }

    /** Works out anew what a store's returns say: scores, reasons that rise, sizes. */
    public void learn(Tx tx, StoreId store) {
        Instant now = ground.clock().instant();
        returns.learnt().fairness().weigh(tx, store);
        rising.look(tx, store, now);
        returns.learnt().sizes().learn(tx, store, now);
    }

    /** Reasons for which things come back more often than before. */
    public RisingReasons rising() {
        return rising;
    }

    /** Somebody says that something became of a charge: it is asked about with the next round. */
    public void lookAt(StoreId store, ChargeId charge) {
        ground.database()
                .runInStore(
                        store,
                        tx -> ChargeSql.lookNow(
                                tx, store, charge, ground.clock().instant()));
    }

    /** Opens pages to pay at and asks what became of them; the recurring job does the same. */
    public void chargeDueAcrossStores() {
        charges.workDueAcrossStores();
    }

    /** Buys labels and gives them back; the recurring job does the same. */
    public void workLabelsAcrossStores() {
        labels.workDueAcrossStores();
    }

    /** Tells carriers of pickups, or that nobody has to come; the recurring job does the same. */
    public void workPickupsAcrossStores() {
        pickups.workDueAcrossStores();
    }

    /** Gives what is due now; the recurring job does the same. */
    public void giveDueAcrossStores() {
        work.giveDueAcrossStores();
    }
}

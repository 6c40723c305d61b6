package io.postlude.connectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Database;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.returns.ShopReturns;
import io.postlude.stores.Audit;
import io.postlude.stores.Connections;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;

/** Wires the doors from outside: webhooks, the inbox and its worker. */
public final class ConnectorsModule implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration TIDY_PAUSE = Duration.ofHours(1);
    private static final Duration ERASURE_PAUSE = Duration.ofSeconds(20);
    private static final int TIDY_ROWS = 20_000;

    private final Database database;
    private final InstantSource clock;
    private final Audit audit;
    private final ShopErasure shopErasure;
    private final OrderIntake intake;
    private final InboxWorker worker;
    private final Inbox inbox;
    private final GroupCommit<Delivery> group;
    private final Hooks hooks;

    /** What the kernel gives. */
    public record Ground(
            Database database,
            Ids ids,
            Secrets secrets,
            InstantSource clock,
            MeterRegistry metrics,
            int bodyLimitBytes) {}

    /** Who is told of what came in; {@code privacy} knows {@link InboxPersonalData} among its parts. */
    public record Faces(
            Connections connections,
            Audit audit,
            Customers customers,
            Privacy privacy,
            Orders orders,
            ShopReturns shopReturns,
            Promises promises,
            Tracking tracking,
            Function<StoreId, ZoneId> zones) {}

    public ConnectorsModule(Ground ground, Faces faces) {
        database = ground.database();
        clock = ground.clock();
        Mentions mentions = new Mentions(ground.secrets());
        intake = new OrderIntake(faces.orders(), faces.promises(), faces.tracking(), faces.zones());
        PrivacyDesk privacy = new PrivacyDesk(
                faces.customers(), faces.privacy(), mentions, new PrivacyDesk.Making(ground.ids(), clock));
        audit = faces.audit();
        shopErasure = new ShopErasure(
                database, new ShopErasure.Faces(faces.customers(), faces.orders(), faces.privacy(), audit), clock);
        Effects effects =
                new Effects(new Effects.Faces(faces.orders(), faces.customers(), faces.shopReturns(), intake, privacy));
        worker = new InboxWorker(database, effects, mentions, new InboxWorker.Following(faces.tracking(), clock));
        inbox = new Inbox(database, mentions, worker, clock);
        group = new GroupCommit<>("inbox-commit", deliveries -> store(ground, deliveries));
        hooks = new Hooks(
                faces.connections(), group, ground.metrics(), new Hooks.Receiving(clock, ground.bodyLimitBytes()));
    }

    private void store(Ground ground, List<Delivery> deliveries) {
        int fresh = database.spineStatement(tx -> InboxSql.insertAcrossStores(tx, ground.ids(), deliveries));
        if (fresh > 0) worker.wake();
    }

    /** The webhooks' addresses, in front of the router. */
    public Handler.Wrapper door() {
        return hooks;
    }

    public Inbox inbox() {
        return inbox;
    }

    /** What shops asked for their customers' rights. */
    public PrivacyRequests privacyRequests() {
        return new PrivacyRequests(database, audit, clock);
    }

    /** For whoever takes orders another way: has their parcels followed. */
    public OrderIntake intake() {
        return intake;
    }

    /** Forgets the customers of shops that left, where that was ordered; the recurring job does the same. */
    public void eraseLeftShopsAcrossStores() {
        shopErasure.eraseOrderedAcrossStores();
    }

    /** Lets settled deliveries be forgotten after 90 days, and customers of shops that left where that was ordered. */
    public void schedule(Jobs jobs) {
        jobs.every(ERASURE_PAUSE, "connectors-shop-erasure", this::eraseLeftShopsAcrossStores);
        jobs.every(TIDY_PAUSE, "connectors-tidy", this::tidy);
    }

    private void tidy() {
        database.runAcrossStores(tx -> {
            int _ = InboxSql.deleteSettledAcrossStores(tx, clock.instant().minus(KEPT), TIDY_ROWS);
        });
    }

    /** Works what is due, here and now; answers how many deliveries were settled. */
    public int workDue() {
        return worker.workDue();
    }

    /** Starts to work the inbox. */
    public void start() {
        worker.start();
    }

    @Override
    public void close() {
        group.close();
        worker.close();
    }
}

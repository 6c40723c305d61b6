package io.postlude.connectors;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.Orders;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.stores.Actor;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything an import stands on, over a database of its own. */
final class ImportGround implements AutoCloseable {
    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.running();
    final StoresModule stores;
    final Orders orders;
    final Promises promises;
    final Tracking tracking;
    final Store brazil;

    ImportGround() {
        Ids ids = new Ids(5);
        EventLog log = new EventLog(
                ids,
                EventTypes.register(
                        database,
                        List.of(
                                StoreEvent.class,
                                CustomerEvent.class,
                                OrderEvent.class,
                                PromiseEvent.class,
                                TrackingEvent.class)));
        Secrets secrets = new Secrets(database);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock));
        orders = new Orders(new Customers(ids, log, secrets, clock), log, ids, clock);
        promises = new Promises(database, log, ids, clock);
        tracking = new Tracking(new Tracking.Ground(
                database,
                log,
                ids,
                clock,
                promises,
                id -> stores.stores().get(id).zone()));
        brazil = open("olist", "pt-BR", "America/Sao_Paulo", "BRL");
    }

    Store open(String slug, String locale, String zone, String currency) {
        return stores.stores()
                .open(
                        StoreDetails.of(slug, slug, new StoreDetails.Region(locale, zone, currency)),
                        new Actor.Program("test"))
                .orThrow();
    }

    Importers importers(Path faultFolder) {
        return new Importers(new Importers.Parts(database, orders, promises, tracking, faultFolder));
    }

    long count(String sql, StoreId store) {
        return database.inStore(store, tx -> tx.number(sql));
    }

    /** The real data, or an error that says how to provide it: a test that silently skips proves nothing. */
    static Path data(String name) {
        return Stream.of(
                        Optional.ofNullable(System.getenv("POSTLUDE_TEST_DATA")).orElse(""), "../shared/data")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("the data set " + name + " is missing: put it at ../shared/data/"
                                + name + " or name its parent in POSTLUDE_TEST_DATA"));
    }

    @Override
    public void close() {
        test.close();
    }
}
